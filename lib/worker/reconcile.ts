import { notePrefix } from "#lib/domain/build-log";
import type { Engine } from "#lib/engines/engine";
import { buildImage } from "#lib/jobs/builds";
import { sendJob } from "#lib/jobs/queue";
import { appendLogLines } from "#lib/store/build-logs";
import {
  adoptBuild,
  endAdopted,
  listAbandonedBuilds,
  listSweepable,
  listWaitingBuilds,
  restartAdopted,
} from "#lib/store/build-work";
import { database, inTransaction } from "#lib/store/database";
import { executorOf } from "#lib/store/jobs";
import { beatMs } from "./watch-build";

/** A worker that has said nothing of its build for this long is taken to be gone. */
const silenceMs = 4 * beatMs;
/** A build that has ended this many workers is not given another. */
const mostAttempts = 3;

/**
 * Makes true what a killed worker left untrue: its builds start over or end, builds without a job get one, and nothing
 * that the engine still holds of builds that were stopped stays there. Any number of workers may do this at once.
 */
export async function reconcileBuilds(workerId: string, engine: Engine, signal: AbortSignal): Promise<void> {
  await takeUpAbandoned(workerId);
  for (const buildId of await listWaitingBuilds(database)) {
    await inTransaction((db) => sendJob(executorOf(db), buildImage, { buildId }));
  }
  await sweepEngine(engine, signal);
}

async function takeUpAbandoned(workerId: string): Promise<void> {
  const now = new Date();
  const silentSince = new Date(now.getTime() - silenceMs);
  for (const build of await listAbandonedBuilds(database, silentSince)) {
    if (!(await adoptBuild(database, build, workerId, silentSince, now))) continue;
    const say = (text: string) =>
      appendLogLines(database, build.id, { lines: [notePrefix + text], level: "ERROR", writtenAt: now });
    if (build.cancelRequestedAt !== null) {
      await endAdopted(database, build.id, workerId, { status: "CANCELLED" }, now);
    } else if (build.attempt >= mostAttempts) {
      const reason = `The worker stopped ${build.attempt} times while it built this`;
      await say(reason);
      await endAdopted(database, build.id, workerId, { status: "FAILED", reason }, now);
    } else {
      await say("The worker that built this was stopped; starting over");
      await restartAdopted(
        database,
        build.id,
        workerId,
        "Waiting for a worker: the one before was stopped",
        now,
      );
    }
  }
}

async function sweepEngine(engine: Engine, signal: AbortSignal): Promise<void> {
  const leftovers = await engine.listBuildLeftovers(signal);
  if (leftovers.length === 0) return;
  for (const buildId of await listSweepable(database, leftovers, new Date()))
    await engine.sweepBuild(buildId, signal);
}
