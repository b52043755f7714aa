import { LineCutter, type LogLevel, makeMask, notePrefix } from "#lib/domain/build-log";
import { appendLogLines } from "#lib/store/build-logs";
import { database } from "#lib/store/database";

/** How long a line may wait to be written, in milliseconds; a viewer sees it that much later. */
const longestWait = 100;
/** A chunk is one row, read whole; it is written when it is about this long, in characters. */
const chunkLength = 64 * 1024;
/** What may wait in memory before whoever writes has to. */
const mostWaiting = 8 * chunkLength;

/** The log reached the size that is kept. */
export class LogTooLong extends Error {
  override readonly name = "LogTooLong";
}

interface Start {
  buildId: string;
  secrets: readonly string[];
  /** What the log holds already, from a worker before this one. */
  lines: number;
  bytes: number;
  mostBytes: number;
}

/** Writes a build's log in order, in chunks, without secrets. */
export class BuildLog {
  readonly #buildId: string;
  readonly #mask: (line: string) => string;
  readonly #mostBytes: number;
  readonly #cutter = new LineCutter();
  #lines: string[] = [];
  #length = 0;
  #level: LogLevel = "INFO";
  #bytes: number;
  #lastLine: number;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #waiting = 0;
  #failure: Error | null = null;

  constructor({ buildId, secrets, lines, bytes, mostBytes }: Start) {
    this.#buildId = buildId;
    this.#mask = makeMask(secrets);
    this.#lastLine = lines;
    this.#bytes = bytes;
    this.#mostBytes = mostBytes;
  }

  /** The number that the next line gets, once everything before it is written. */
  get nextLine(): number {
    return this.#lastLine + this.#lines.length + 1;
  }

  /** Ends a line that was begun. The number of the next. */
  endLine(): number {
    this.#add(this.#cutter.end(), this.#level);
    return this.nextLine;
  }

  /** What a program wrote, as it wrote it. The promise is kept when there is room for more. */
  async write(text: string, level: LogLevel = "INFO"): Promise<void> {
    this.#add(this.#cutter.push(text), level);
    if (this.#waiting > mostWaiting) await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  /** Whole lines: what was begun before them is a line of its own. */
  async writeLines(lines: readonly string[], level: LogLevel = "INFO"): Promise<void> {
    this.endLine();
    await this.write(lines.map((line) => `${line}\n`).join(""), level);
  }

  /** Something that Plimsoll itself has to say. */
  async note(text: string, level: LogLevel = "INFO"): Promise<void> {
    await this.writeLines([`${notePrefix}${text}`], level);
  }

  /** The last words, for which there is room even when the log is too long. */
  async end(text: string): Promise<void> {
    if (this.#failure instanceof LogTooLong) this.#failure = null;
    await this.note(text, "ERROR").catch(() => undefined);
    await this.flush();
  }

  /** Writes what is there and waits for it. */
  async flush(): Promise<void> {
    this.endLine();
    this.#send();
    await this.#writing;
    if (this.#failure) throw this.#failure;
  }

  #add(lines: readonly string[], level: LogLevel): void {
    if (lines.length === 0 || this.#failure) return;
    if (level !== this.#level) this.#send();
    this.#level = level;
    for (const raw of lines) {
      const line = this.#mask(raw);
      this.#lines.push(line);
      this.#length += line.length + 1;
      if (this.#length >= chunkLength) this.#send();
      if (this.#failure) return;
    }
    if (this.#lines.length > 0) this.#timer ??= setTimeout(() => this.#send(), longestWait);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length === 0) return;
    const [lines, length, level, writtenAt] = [this.#lines, this.#length, this.#level, new Date()];
    this.#lines = [];
    this.#length = 0;
    this.#lastLine += lines.length;
    this.#waiting += length;
    if (this.#bytes <= this.#mostBytes && this.#bytes + length > this.#mostBytes)
      this.#failure ??= new LogTooLong();
    this.#bytes += length;
    this.#writing = this.#writing
      .then(async () => {
        await appendLogLines(database, this.#buildId, { lines, level, writtenAt });
        this.#waiting -= length;
      })
      .catch((error: unknown) => {
        this.#failure = error instanceof Error ? error : new Error(String(error));
      });
  }
}
