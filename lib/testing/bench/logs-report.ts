import type { LogsResult } from "./logs-result";

const budgets = { firstScreen: 500, jump: 100, search: 300, frame: 50 };

const ms = (value: number) => `${value.toFixed(1)} ms`;
const verdict = (holds: boolean) => (holds ? "holds" : "DOES NOT HOLD");

/** The budgets of a very long log, and whether they hold. */
export function reportLogs({ lines, firstScreen, jump, search, live }: LogsResult): string {
  const row = (what: string, value: number, budget: number) =>
    `| ${what} | ${ms(value)} | ${budget} ms | ${verdict(value <= budget)} |`;
  return [
    `A log of ${lines.toLocaleString("en")} lines, in Chromium; medians of 5 rounds`,
    "",
    "| what | measured | budget | |",
    "| --- | --- | --- | --- |",
    row("first screen, from the request of the page to its lines", firstScreen, budgets.firstScreen),
    row("jump to a line that is not there yet", jump, budgets.jump),
    row("search over the whole log, from the last key to the first match", search, budgets.search),
    row(
      `longest frame at ${Math.round(live.linesPerSecond).toLocaleString("en")} lines/s`,
      live.longest,
      budgets.frame,
    ),
    "",
    `live: ${live.frames} frames, p95 ${ms(live.p95)}; longest of an empty page meanwhile ${ms(live.longestAlone)}; ${live.shown} of ${live.written} lines there at the end`,
    "",
  ].join("\n");
}
