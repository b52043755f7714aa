import { setTimeout as delay } from "node:timers/promises";

const flushMs = 1_000;

/** Has what is kept in memory written every second: who kills this process loses no more. */
export class Flushing {
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;

  constructor(private readonly flush: () => Promise<void>) {
    this.#running = this.#keepFlushing();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #keepFlushing(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await delay(flushMs, undefined, { signal, ref: false }).catch(() => undefined);
      await this.flush();
    }
  }
}
