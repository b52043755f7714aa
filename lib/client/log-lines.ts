import { findInLines, type LogMatch, type LogMatches } from "#lib/domain/build-log";

/** Where a log is read from; a build's, or another's. */
export interface LogSource {
  read: (window: { from: number; count: number }) => Promise<{ firstLine: number; lines: string[] }[]>;
  /** Where a text occurs from a line on, or from the beginning when not up to the end. */
  findNext: (text: string, from: number) => Promise<LogMatch | null>;
  search: (text: string) => Promise<LogMatches>;
}

/** Lines of one page: what is asked for at once. */
const pageSize = 500;
/** Pages that are kept: what was looked at last, some 10 MB. */
const mostPages = 200;

/**
 * The lines of a log that were looked at last, however long it is. Pages come when somebody wants their lines; lines
 * that are told while the log grows are put where they belong, and listeners hear of it once a frame.
 */
export class LogLines {
  readonly #source: LogSource;
  /** In the order of their last use. Sparse: of a page some lines may not be there yet. */
  readonly #pages = new Map<number, (string | undefined)[]>();
  readonly #loading = new Map<number, Promise<void>>();
  /** How long the log was when a page was asked for: what it lacks since then may be there now. */
  readonly #asked = new Map<number, number>();
  readonly #listeners = new Set<() => void>();
  #total: number;
  #version = 0;
  #telling = false;

  constructor(source: LogSource, total: number) {
    this.#source = source;
    this.#total = total;
  }

  get total(): number {
    return this.#total;
  }

  findNext(text: string, from: number): Promise<LogMatch | null> {
    return this.#source.findNext(text, from);
  }

  search(text: string): Promise<LogMatches> {
    return this.#source.search(text);
  }

  /** A line that is there, or undefined. */
  get(line: number): string | undefined {
    return this.#pages.get(pageOf(line))?.[(line - 1) % pageSize];
  }

  /** Has the lines from one to another come, where they are not there. */
  async want(from: number, to: number): Promise<void> {
    const pages: Promise<void>[] = [];
    for (let page = pageOf(Math.max(1, from)); page <= pageOf(Math.min(to, this.#total)); page += 1)
      if (!this.#touch(page)) pages.push(this.#load(page));
    await Promise.all(pages);
  }

  /** The lines from one to another, once they are there. */
  async read(from: number, to: number): Promise<string[]> {
    await this.want(from, to);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => this.get(from + index) ?? "");
  }

  /** Lines that somebody has: a page made on the server, or what was told. */
  put(firstLine: number, lines: readonly string[]): void {
    lines.forEach((text, index) => {
      const line = firstLine + index;
      const page = this.#pages.get(pageOf(line)) ?? [];
      page[(line - 1) % pageSize] = text;
      this.#pages.set(pageOf(line), page);
    });
    this.#total = Math.max(this.#total, firstLine + lines.length - 1);
    this.#forget();
    this.#tell();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Another number whenever something is. */
  version = (): number => this.#version;

  /** Whether the page is there whole; then it is the one used last. */
  #touch(page: number): boolean {
    const lines = this.#pages.get(page);
    if (!lines) return false;
    this.#pages.delete(page);
    this.#pages.set(page, lines);
    if (this.#asked.get(page) === this.#total) return true;
    const wanted = Math.min(pageSize, this.#total - page * pageSize);
    for (let index = 0; index < wanted; index += 1) if (lines[index] === undefined) return false;
    return true;
  }

  #load(page: number): Promise<void> {
    const known = this.#loading.get(page);
    if (known) return known;
    this.#asked.set(page, this.#total);
    const loading = this.#source
      .read({ from: page * pageSize + 1, count: pageSize })
      .then((parts) => {
        for (const { firstLine, lines } of parts) this.put(firstLine, lines);
      })
      .catch((error: unknown) => {
        this.#asked.delete(page);
        throw error;
      })
      .finally(() => this.#loading.delete(page));
    this.#loading.set(page, loading);
    return loading;
  }

  #forget(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= mostPages) return;
      this.#pages.delete(page);
      this.#asked.delete(page);
    }
  }

  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    const tell = () => {
      this.#telling = false;
      this.#version += 1;
      for (const listener of this.#listeners) listener();
    };
    if (typeof requestAnimationFrame === "undefined") tell();
    else requestAnimationFrame(tell);
  }
}

const pageOf = (line: number) => Math.floor((line - 1) / pageSize);

/** The line and the place of a match by its number, from 0: the stretch it is in is read, the rest is counted. */
export async function locateMatch(
  log: LogLines,
  { stretches }: LogMatches,
  text: string,
  wanted: number,
): Promise<LogMatch | null> {
  let before = 0;
  for (const { firstLine, lineCount, matches } of stretches) {
    if (wanted < before + matches) {
      const lines = await log.read(firstLine, firstLine + lineCount - 1);
      return findInLines(lines, firstLine, text)[wanted - before] ?? null;
    }
    before += matches;
  }
  return null;
}

/** The number of a match by its place, from 0. */
export async function numberMatch(
  log: LogLines,
  { stretches }: LogMatches,
  text: string,
  { line, column }: LogMatch,
): Promise<number> {
  let before = 0;
  for (const { firstLine, lineCount, matches } of stretches) {
    if (line < firstLine + lineCount) {
      const found = findInLines(await log.read(firstLine, line), firstLine, text);
      return before + found.filter((other) => other.line < line || other.column < column).length;
    }
    before += matches;
  }
  return 0;
}
