import { setTimeout as delay } from "node:timers/promises";
import type { Running } from "./running";

export interface Kept {
  /** Ends the process and starts it anew, at once. */
  restart(): void;
  /** Ends the process in good order and for good. */
  stop(): Promise<void>;
  kill(): void;
}

interface Options {
  name: string;
  first: Running;
  start: () => Promise<Running>;
  report: (text: string) => void;
}

const shortestPause = 250;
const longestPause = 30_000;
/** A process that was up this long is taken to have been well. */
const wellAfter = 60_000;

/** Starts a process again whenever it ends by itself, after a pause that doubles while it keeps ending. */
export function keepRunning({ name, first, start, report }: Options): Kept {
  let current = first;
  let pause = shortestPause;
  let restarting = false;
  const stopping = new AbortController();
  const stopped = () => stopping.signal.aborted;

  async function startAgain(): Promise<void> {
    while (!stopped()) {
      if (!restarting) await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      restarting = false;
      if (stopped()) return;
      pause = Math.min(pause * 2, longestPause);
      try {
        current = await start();
        return;
      } catch (error) {
        report(`${name} does not start: ${error instanceof Error ? error.message : error}`);
      }
    }
  }

  async function watch(): Promise<void> {
    while (!stopped()) {
      const since = Date.now();
      const reason = await current.exited;
      if (stopped()) return;
      if (Date.now() - since > wellAfter) pause = shortestPause;
      if (!restarting) report(`${name} ended (${reason}); starting it again`);
      await startAgain();
    }
    await current.stop();
  }

  const watching = watch();
  return {
    restart() {
      restarting = true;
      void current.stop();
    },
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
    },
    kill: () => current.kill(),
  };
}
