/** Something of the input that the document does not hold. */
export interface LostItem {
  /** The path in the input, or the flag as written. */
  where: string;
  /** From 1; null for what is on no line of its own. */
  line: number | null;
  what: string;
  why: string;
  /** The document has a place for it: somebody must fill it in. */
  open: boolean;
}

/** Where in the input something stands. */
export type InputPlace = Pick<LostItem, "where" | "line">;

export interface ImportResult {
  /** An artifact document as the editor takes it. */
  document: unknown;
  /** How many values of the input the document holds. */
  carried: number;
  /** In the order of the input. */
  lost: LostItem[];
  /** What was carried, and means something else here or needs a look. */
  notes: string[];
  /** Several workloads in one manifest: what each is called, and which one this is. */
  choices: string[];
  choice: number;
}

/** A text that cannot be read at all, and where. */
export interface ImportFailure {
  ok: false;
  message: string;
  line: number | null;
}

export type ImportOutcome = ({ ok: true } & ImportResult) | ImportFailure;

/** What an import tells beside its document; nothing of the input may end without being in one of the two. */
export class Ledger {
  readonly lost: LostItem[] = [];
  readonly notes: string[] = [];

  lose(place: InputPlace, what: string, why: string): void {
    this.add(place, what, why, false);
  }

  /** Something that the text does not say and the document needs. */
  ask(place: InputPlace, what: string, why: string): void {
    this.add(place, what, why, true);
  }

  private add({ where, line }: InputPlace, what: string, why: string, open: boolean): void {
    const item = { where, line, what: what.length > 200 ? `${what.slice(0, 199)}…` : what, why, open };
    const told = this.lost.some((one) => one.where === where && one.line === line && one.what === item.what);
    if (!told) this.lost.push(item);
  }

  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  inOrder(): LostItem[] {
    return this.lost.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  }
}
