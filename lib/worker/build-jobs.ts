import { setTimeout as delay } from "node:timers/promises";
import PgBoss from "pg-boss";
import { env } from "#lib/env";
import { buildImage } from "#lib/jobs/builds";
import { log } from "#lib/log";
import { claimBuild } from "#lib/store/build-work";
import { watchQueue } from "#lib/store/change-feed";
import { database } from "#lib/store/database";
import { removeOldImages } from "./image-retention";
import { reconcileBuilds } from "./reconcile";
import { type BuildTools, runBuild } from "./run-build";
import { superviseBuild } from "./watch-build";
import { waitForEngine } from "./watch-engine";

const reconcileMs = 5_000;

/** Takes builds from the queue, so many at once, and mends every few seconds what killed workers left. */
export async function startBuilds(
  tools: BuildTools,
  atOnce: number,
  shutdown: AbortSignal,
): Promise<{ stopped: () => Promise<void> }> {
  const boss = new PgBoss({ connectionString: env.DATABASE_URL, max: 3, schedule: false });
  boss.on("error", (error) => log.warn({ err: error }, "the queue could not be read"));
  await boss.start();
  const running = new Set<Promise<void>>();
  const take = async ([job]: PgBoss.Job[]): Promise<void> => {
    if (!job) return;
    const work = buildUntilOver(buildImage.payload.parse(job.data).buildId, tools, shutdown);
    running.add(work);
    await work.finally(() => running.delete(work));
  };
  const slots: string[] = [];
  for (let slot = 0; slot < atOnce; slot += 1) {
    slots.push(await boss.work(buildImage.queue, { batchSize: 1, pollingIntervalSeconds: 2 }, take));
  }
  const stopWatching = watchQueue(buildImage.queue, () => {
    for (const slot of slots) boss.notifyWorker(slot);
  });
  const reconciling = keepReconciling(tools, shutdown);
  return {
    async stopped() {
      stopWatching();
      await Promise.allSettled([...running, reconciling]);
      await boss.stop({ graceful: false, wait: true });
    },
  };
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

async function keepReconciling({ engine, workerId }: BuildTools, shutdown: AbortSignal): Promise<void> {
  while (!shutdown.aborted) {
    await reconcileBuilds(workerId, engine, shutdown).catch((error: unknown) => {
      if (!shutdown.aborted) log.warn({ err: error }, "builds could not be looked after");
    });
    await delay(reconcileMs, undefined, { signal: shutdown }).catch(() => undefined);
  }
}
