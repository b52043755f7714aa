import { setTimeout as delay } from "node:timers/promises";
import { EngineError } from "#lib/engines/engine";
import { buildImage } from "#lib/jobs/builds";
import { log } from "#lib/log";
import { claimBuild } from "#lib/store/build-work";
import { database } from "#lib/store/database";
import { removeOldImages } from "./image-retention";
import { reconcileBuilds } from "./reconcile";
import { type BuildTools, runBuild } from "./run-build";
import type { JobTaker } from "./take-jobs";
import { superviseBuild } from "./watch-build";
import { waitForEngine } from "./watch-engine";

const reconcileMs = 5_000;

/** Takes builds from the queue, so many at once, and mends every few seconds what killed workers left. */
export async function startBuilds(
  jobs: JobTaker,
  tools: BuildTools,
  { atOnce, shutdown }: { atOnce: number; shutdown: AbortSignal },
): Promise<{ stopped: () => Promise<void> }> {
  await jobs.take(buildImage, atOnce, ({ buildId }) => buildUntilOver(buildId, tools, shutdown));
  const reconciling = keepReconciling(tools, shutdown);
  return { stopped: () => reconciling };
}

/** One build, as often as it has to wait for the engine meanwhile. */
async function buildUntilOver(buildId: string, tools: BuildTools, shutdown: AbortSignal): Promise<void> {
  while (!shutdown.aborted) {
    await waitForEngine(tools.engine, shutdown);
    const order = shutdown.aborted ? null : await claimBuild(database, buildId, tools.workerId, new Date());
    if (order === null) return;
    const watch = superviseBuild(buildId, tools.workerId, {
      shutdown,
      milliseconds: tools.limits.milliseconds,
    });
    try {
      if ((await runBuild(order, tools, watch.signal)) === "over") break;
    } finally {
      watch.end();
    }
  }
  await removeOldImages(tools.engine, shutdown).catch((error: unknown) => {
    if (!shutdown.aborted) log.warn({ err: error }, "old images could not be removed");
  });
}

/** The engine is not there: whoever watches it says so, once. */
const isAway = (error: unknown) => error instanceof EngineError && error.kind === "unavailable";

async function keepReconciling({ engine, workerId }: BuildTools, shutdown: AbortSignal): Promise<void> {
  while (!shutdown.aborted) {
    await reconcileBuilds(workerId, engine, shutdown).catch((error: unknown) => {
      if (shutdown.aborted || isAway(error)) return;
      log.warn({ err: error }, "builds could not be looked after");
    });
    await delay(reconcileMs, undefined, { signal: shutdown }).catch(() => undefined);
  }
}
