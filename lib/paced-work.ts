import { setTimeout as delay } from "node:timers/promises";

/**
 * Work that is asked for more often than it has to be done: it is done once for all who asked, never twice at a time, and
 * after a pause again. A failure ends it, and whoever asks or waits from then on is told of it.
 */
export class PacedWork {
  #asked = false;
  #running: Promise<void> | null = null;
  #failure: { cause: unknown } | null = null;
  #hurry = new AbortController();

  constructor(
    private readonly work: () => Promise<void>,
    private readonly pauseMs: number,
  ) {}

  /** Has it done soon, and at once after a pause. Throws what it has failed with. */
  ask(): void {
    if (this.#failure) throw this.#failure.cause;
    this.#asked = true;
    this.#running ??= this.#run();
  }

  /** Has what was asked for done without a pause, and waits for that. Throws what it has failed with. */
  async settled(): Promise<void> {
    this.#hurry.abort();
    await this.#running;
    this.#hurry = new AbortController();
    if (this.#failure) throw this.#failure.cause;
  }

  async #run(): Promise<void> {
    while (this.#asked && this.#failure === null) {
      this.#asked = false;
      await this.work().catch((cause: unknown) => {
        this.#failure = { cause };
      });
      await delay(this.pauseMs, undefined, { signal: this.#hurry.signal }).catch(() => undefined);
    }
    // In the same moment as it was seen that nothing was asked for: what comes next begins anew.
    this.#running = null;
  }
}
