import { looksLikeCredential } from "#lib/domain/findings";

/** Something of the input that the document does not hold. */
export interface LostItem {
  /** The path in the input, or the flag as written. */
  where: string;
  /** From 1; null for what is on no line of its own. */
  line: number | null;
  what: string;
  why: string;
}

/** Where in the input something stands. */
export type InputPlace = Pick<LostItem, "where" | "line">;

/** What an import tells beside its document; nothing of the input may end without being in one of the two. */
export class Ledger {
  readonly lost: LostItem[] = [];
  /** What was carried, and means something else or needs a look. */
  readonly notes: string[] = [];

  lose({ where, line }: InputPlace, what: string, why: string): void {
    const shown = what.length > 200 ? `${what.slice(0, 199)}…` : what;
    this.lost.push({ where, line, what: looksLikeCredential(where) ? "••••••" : shown, why });
  }

  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }
}

export interface ImportResult {
  /** An artifact document as the editor takes it. */
  document: Record<string, unknown>;
  /** How many values of the input the document holds. */
  carried: number;
  /** In the order of the input. */
  lost: LostItem[];
  notes: string[];
  /** Several workloads in one manifest: what each is called, and which one this is. */
  choices: string[];
  choice: number;
}

export type ImportOutcome =
  | ({ ok: true } & ImportResult)
  | { ok: false; message: string /** From 1. */; line: number | null };

export function byLine(a: LostItem, b: LostItem): number {
  return (a.line ?? 0) - (b.line ?? 0);
}
