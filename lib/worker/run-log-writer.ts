import { log } from "#lib/log";
import { database } from "#lib/store/database";
import { appendRunLines, type RunLine } from "#lib/store/run-log-work";

const longestWaitMs = 500;
const batch = 1_000;
/** What may wait in memory before whoever reads has to. */
const mostWaiting = 10_000;

/** Writes the lines of all containers, in their order and in batches. */
export class RunLogWriter {
  #waiting: RunLine[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | null = null;

  /** The promise, if there is one, is kept when there is room for more. */
  add(line: RunLine): void | Promise<void> {
    this.#waiting.push(line);
    if (this.#waiting.length >= batch) void this.#write();
    else this.#timer ??= setTimeout(() => void this.#write(), longestWaitMs);
    if (this.#waiting.length > mostWaiting) return this.flush();
  }

  /** Resolves once everything until now is written, or could not be. */
  async flush(): Promise<void> {
    await this.#writing;
    await this.#write();
  }

  #write(): Promise<void> {
    this.#writing ??= this.#writeBatches().finally(() => {
      this.#writing = null;
    });
    return this.#writing;
  }

  async #writeBatches(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#waiting.length > 0) {
      const lines = this.#waiting.slice(0, batch);
      try {
        await appendRunLines(database, lines);
      } catch (error) {
        log.warn({ err: error }, "lines of workloads could not be written");
        this.#timer ??= setTimeout(() => void this.#write(), longestWaitMs);
        return;
      }
      this.#waiting.splice(0, lines.length);
    }
  }
}
