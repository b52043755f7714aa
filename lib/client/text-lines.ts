import type { TextProblem } from "./spec-document";

/** From 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/** The worst that is wrong on each line that has something wrong. */
export function worstByLine(
  text: string,
  problems: readonly TextProblem[],
): Map<number, TextProblem["severity"]> {
  const found = new Map<number, TextProblem["severity"]>();
  for (const { from, severity } of problems) {
    const line = lineOf(text, from);
    if (found.get(line) !== "error") found.set(line, severity);
  }
  return found;
}
