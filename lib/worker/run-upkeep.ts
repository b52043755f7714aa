import { traceDays } from "#lib/domain/traces";
import { log } from "#lib/log";
import { database } from "#lib/store/database";
import { expireWorkload, listExpired } from "#lib/store/expiry-work";
import { pruneMeasurements } from "#lib/store/load-work";
import { pruneRunLines } from "#lib/store/run-log-work";
import { pruneSpans } from "#lib/store/traces";

const day = 24 * 60 * 60 * 1000;
const keptDays = { logs: 7, traces: traceDays, usage: 7, requests: 30, load: 1 };
const mostLogLines = 50_000;
const mostSpans = 20_000;

/** Ends the workloads of drafts whose hours are over, also those that ended while no worker ran. */
export async function expireDrafts(now: Date): Promise<void> {
  for (const id of await listExpired(database, now)) {
    if (await expireWorkload(id, now)) log.info({ workloadId: id }, "a draft's hours are over");
  }
}

/** Removes lines, spans and measurements that are older than they are kept. */
export async function pruneRuns(now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * day);
  await pruneRunLines(database, before(keptDays.logs), mostLogLines);
  await pruneSpans(database, before(keptDays.traces), mostSpans);
  await pruneMeasurements(database, {
    usage: before(keptDays.usage),
    requests: before(keptDays.requests),
    load: before(keptDays.load),
  });
}
