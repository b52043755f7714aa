import { setTimeout as delay } from "node:timers/promises";
import { unpackArchive } from "#lib/jobs/extractions";
import { sendJob } from "#lib/jobs/queue";
import { log } from "#lib/log";
import { database, inTransaction } from "#lib/store/database";
import { listIdleExtractions } from "#lib/store/extractions";
import { executorOf } from "#lib/store/jobs";
import { collectSources } from "./collect-sources";
import { extractArchive } from "./extract-archive";
import type { JobTaker } from "./take-jobs";

/** Unpacking is mostly reading and writing: more at once are no faster. */
const atOnce = 1;
const reconcileEvery = 5_000;
const collectEvery = 3_600_000;

/** Unpacks archives as they come and collects what nothing names, until the signal. */
export async function startSourceUpkeep(
  jobs: JobTaker,
  signal: AbortSignal,
): Promise<{ stopped: () => Promise<void> }> {
  await jobs.take(unpackArchive, atOnce, ({ extractionId }) => extractArchive(extractionId));
  const ended = Promise.all([
    repeat(signal, reconcileEvery, reconcileExtractions),
    repeat(signal, collectEvery, collectSources),
  ]);
  return {
    async stopped() {
      await ended;
    },
  };
}

/** Extractions without a job get one: their worker was killed, or failed for a reason of ours. */
export async function reconcileExtractions(now = new Date()): Promise<void> {
  for (const extractionId of await listIdleExtractions(database, now))
    await inTransaction((db) => sendJob(executorOf(db), unpackArchive, { extractionId }));
}

/** Does a piece of work again and again, so many milliseconds after its end. */
async function repeat(signal: AbortSignal, every: number, work: () => Promise<unknown>): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: unknown) => {
      if (!signal.aborted) log.error({ err: error }, "the upkeep of sources failed");
    });
    await delay(every, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
