import { countWords } from "./count-words";
import { isJsonObject } from "./json-values";
import { type Severity, severity } from "./log-records";

/** At the beginning, after a time or a bracket or two: `2026-11-24T18:00:00Z [WARN] …`, `ERROR: …`. */
const leading =
  /^[\s[(<]*(?:[\d:.,/TZ+-]+[\s\])>]+)*[[(<]?(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|CRITICAL|CRIT|FATAL|PANIC)\b/i;

const words: Readonly<Record<string, Severity>> = {
  trace: "debug",
  notice: "info",
  err: "error",
  crit: "critical",
  panic: "critical",
};

/** The levels of pino and bunyan, by their hundreds. */
function readNumber(level: number): Severity {
  if (level < 30) return "debug";
  if (level < 40) return "info";
  if (level < 50) return "warning";
  return level < 60 ? "error" : "critical";
}

/** What a program means its line to be: by the field of a JSON line, or the word that the line begins with. */
export function guessSeverity(line: string): Severity {
  return (
    (line.startsWith("{") ? readJsonLevel(line) : null) ??
    readLevel(leading.exec(line.slice(0, 200))?.[1]) ??
    "info"
  );
}

function readJsonLevel(line: string): Severity | null {
  try {
    const parsed: unknown = JSON.parse(line);
    if (!isJsonObject(parsed)) return null;
    const level = parsed.level ?? parsed.severity;
    return typeof level === "number" ? readNumber(level) : readLevel(level);
  } catch {
    return null;
  }
}

function readLevel(word: unknown): Severity | null {
  if (typeof word !== "string") return null;
  const parsed = severity.safeParse(words[word.toLowerCase()] ?? word);
  return parsed.success ? parsed.data : null;
}

interface BudgetLimits {
  /** Lines in a second, for as long as it lasts. */
  perSecond: number;
  /** Lines at once, after a quiet time. */
  burst: number;
}

/** How many lines of one container are kept: as many as the budget has, which grows with time. */
export class LineBudget {
  readonly #limits: BudgetLimits;
  #left: number;
  #since: number | null = null;
  #skipped = 0;

  constructor(limits: BudgetLimits) {
    this.#limits = limits;
    this.#left = limits.burst;
  }

  /** @param now In milliseconds. `skipped`: how many were left out right before this one. */
  take(now: number): { keep: false } | { keep: true; skipped: number } {
    const { perSecond, burst } = this.#limits;
    const grown = this.#since === null ? 0 : ((now - this.#since) / 1000) * perSecond;
    this.#left = Math.min(burst, this.#left + Math.max(0, grown));
    this.#since = now;
    // Once it is used up, a tenth of a second's worth comes back together: not a line here and there.
    if (this.#left < (this.#skipped === 0 ? 1 : Math.max(1, perSecond / 10))) {
      this.#skipped += 1;
      return { keep: false };
    }
    this.#left -= 1;
    return { keep: true, skipped: this.endSkip() };
  }

  /** How many were left out since the last line that was kept, told once. */
  endSkip(): number {
    const skipped = this.#skipped;
    this.#skipped = 0;
    return skipped;
  }
}

export const describeSkipped = (count: number): string =>
  `» ${countWords(count)} ${count === 1 ? "line" : "lines"} left out: more came than is kept of one container`;
