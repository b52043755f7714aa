/** One line of a workload's log. */
export interface FollowedLine {
  number: string;
  time: string;
  level: string;
  message: string;
  replicaId: string;
  container: string;
}

/** Kept at most; the oldest go, and are read again by whoever goes back to them. */
const mostKept = 100_000;

type Listener = (shift: number) => void;

/**
 * The lines of a log that are at hand: those a page began with, older ones as somebody goes back to them, newer ones as
 * they come. Listeners hear once a frame by how many rows everything moved.
 */
export class FollowedLog {
  #lines: FollowedLine[];
  #hasOlder: boolean;
  #loading: Promise<void> | null = null;
  #version = 0;
  #shift = 0;
  #telling = false;
  readonly #listeners = new Set<Listener>();
  readonly #readBefore: (number: string) => Promise<FollowedLine[]>;

  constructor(
    lines: readonly FollowedLine[],
    hasOlder: boolean,
    readBefore: (number: string) => Promise<FollowedLine[]>,
  ) {
    this.#lines = [...lines];
    this.#hasOlder = hasOlder;
    this.#readBefore = readBefore;
  }

  get count(): number {
    return this.#lines.length;
  }

  get hasOlder(): boolean {
    return this.#hasOlder;
  }

  get last(): string {
    return this.#lines.at(-1)?.number ?? "0";
  }

  at(row: number): FollowedLine | undefined {
    return this.#lines[row];
  }

  /** Lines that came, the oldest first. */
  add(lines: readonly FollowedLine[]): void {
    this.#lines.push(...lines);
    const over = this.#lines.length - mostKept;
    if (over > 0) {
      this.#lines.splice(0, over);
      this.#hasOlder = true;
      this.#shift -= over;
    }
    this.#tell();
  }

  /** Has the lines before the first come. */
  wantOlder(): Promise<void> {
    const first = this.#lines[0];
    if (!this.#hasOlder || first === undefined || this.#lines.length >= mostKept) return Promise.resolve();
    this.#loading ??= this.#readBefore(first.number)
      .then((older) => {
        this.#lines.unshift(...older);
        this.#hasOlder = older.length > 0;
        this.#shift += older.length;
        this.#tell();
      })
      .finally(() => {
        this.#loading = null;
      });
    return this.#loading;
  }

  /** `listener` gets by how many rows everything moved down since it heard last. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  version = (): number => this.#version;

  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    const tell = () => {
      this.#telling = false;
      this.#version += 1;
      const shift = this.#shift;
      this.#shift = 0;
      for (const listener of this.#listeners) listener(shift);
    };
    if (typeof requestAnimationFrame === "undefined") tell();
    else requestAnimationFrame(tell);
  }
}
