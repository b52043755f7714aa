import { z } from "zod";

export const logLevel = z.enum(["INFO", "ERROR"]);
export type LogLevel = z.infer<typeof logLevel>;

/** Lines that came together. `firstLine` counts from 1 over the whole log. */
export const logChunk = z.object({
  firstLine: z.int(),
  lines: z.array(z.string()),
  level: logLevel,
  writtenAt: z.coerce.date(),
});
export type LogChunk = z.infer<typeof logChunk>;

/** Of chunks in order: the lines from `from` to `to` and no others. */
export function cutChunks(chunks: readonly LogChunk[], from: number, to: number): LogChunk[] {
  return chunks.flatMap((chunk) => {
    const start = Math.max(0, from - chunk.firstLine);
    const lines = chunk.lines.slice(start, Math.max(0, to + 1 - chunk.firstLine));
    return lines.length === 0 ? [] : [{ ...chunk, firstLine: chunk.firstLine + start, lines }];
  });
}

/** The most lines one answer holds. */
export const mostLines = 5_000;

/** Beyond the end of any log. */
export const lastLineNumber = 2_000_000_000;

/** A line up to which somebody has the log; 0 before the first. */
export const lineNumber = z.coerce.number().pipe(z.int().min(0).max(lastLineNumber));

/** Which lines: `count` of them from `from` on (1 is the first of the log). */
export const logWindow = z.object({
  from: z.coerce.number().pipe(z.int().min(1)).default(1),
  count: z.coerce.number().pipe(z.int().min(1).max(mostLines)).default(1_000),
});

export const searchText = z.string().min(1, "What to look for?").max(1_000);

/**
 * How often a text occurs, and in which stretches of the log: enough to say "3 of 812" and to find the next one, however
 * long the log and however common the text. Upper and lower case of ASCII letters are the same.
 */
export const logMatches = z.object({
  total: z.int(),
  stretches: z.array(z.object({ firstLine: z.int(), lineCount: z.int(), matches: z.int() })),
});
export type LogMatches = z.infer<typeof logMatches>;

/** One of them: the number of its line, and the column it begins at, from 0. */
export const logMatch = z.object({ line: z.int(), column: z.int() });
export type LogMatch = z.infer<typeof logMatch>;

/** Where in the lines a text occurs, by the same rule as the search. */
export function findInLines(lines: readonly string[], firstLine: number, text: string): LogMatch[] {
  const wanted = foldCase(text);
  const found: LogMatch[] = [];
  lines.forEach((line, index) => {
    const folded = foldCase(line);
    for (let at = folded.indexOf(wanted); at !== -1; at = folded.indexOf(wanted, at + wanted.length))
      found.push({ line: firstLine + index, column: at });
  });
  return found;
}

/** Of ASCII letters only: lengths stay, and PostgreSQL does the same for the whole log in the "C" collation. */
export function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Longer lines are continued on the next: clients read lines of less than 1 MiB (contract 4). */
const longestLine = 128 * 1024;

/**
 * Cuts a stream of text into lines; what is after the last line feed waits for more. A carriage return alone begins the
 * line anew, as on a terminal, so that of a progress bar only its last state is kept.
 */
export class LineCutter {
  #rest = "";

  push(text: string): string[] {
    const whole = this.#rest + text;
    const lines = whole.split("\n");
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > longestLine) {
      lines.push(this.#rest);
      this.#rest = "";
    }
    // Most output needs no second look at each line, which costs more than cutting it.
    return needsFinishing.test(whole) || lines.some(isTooLong) ? lines.flatMap(finishLine) : lines;
  }

  end(): string[] {
    const rest = this.#rest;
    this.#rest = "";
    return rest === "" ? [] : finishLine(rest);
  }
}

const needsFinishing = /[\r\0]/;
const isTooLong = (line: string) => line.length > longestLine;

function finishLine(raw: string): string[] {
  const trimmed = raw.replace(/\r+$/, "");
  const line = trimmed.slice(trimmed.lastIndexOf("\r") + 1).replaceAll("\0", "\uFFFD");
  if (line.length <= longestLine) return [line];
  return Array.from({ length: Math.ceil(line.length / longestLine) }, (_, index) =>
    line.slice(index * longestLine, (index + 1) * longestLine),
  );
}

/** Shorter ones would blacken words that are no secret. */
const shortestSecret = 6;

/** Takes secrets out of lines. Those of several lines are found line by line. */
export function makeMask(secrets: readonly string[], mask = "•••"): (line: string) => string {
  const parts = [...new Set(secrets.flatMap((secret) => secret.split(/\r?\n/)))]
    .filter((part) => part.length >= shortestSecret)
    // The longest first: one may be the beginning of another.
    .sort((a, b) => b.length - a.length);
  return (line) => parts.reduce((masked, part) => masked.replaceAll(part, mask), line);
}

/** What Plimsoll itself says in a log stands out by this. */
export const notePrefix = "» ";
