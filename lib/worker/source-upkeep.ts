import { setTimeout as delay } from "node:timers/promises";
import { log } from "#lib/log";
import { collectSources } from "./collect-sources";
import { extractArchive } from "./extract-archive";

const pause = 250;
const pauseAfterFault = 5_000;
const collectEvery = 3_600_000;

/** Unpacks archives as they come and collects what nothing names, until the signal. */
export function startSourceUpkeep(signal: AbortSignal): { stopped: () => Promise<void> } {
  const ended = Promise.all([
    repeat(signal, async () => ((await extractArchive()) ? 0 : pause)),
    repeat(signal, async () => {
      await collectSources();
      return collectEvery;
    }),
  ]);
  return {
    async stopped() {
      await ended;
    },
  };
}

/** Does a piece of work again and again, each time after as many milliseconds as it says. */
async function repeat(signal: AbortSignal, work: () => Promise<number>): Promise<void> {
  while (!signal.aborted) {
    let wait = pauseAfterFault;
    try {
      wait = await work();
    } catch (error) {
      log.error({ err: error }, "the upkeep of sources failed");
    }
    await delay(wait, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
