import { absentEngine } from "#lib/engines/absent-engine";
import { chooseEngine } from "#lib/engines/registry";
import { parseEnvironment, workerEnvironment } from "#lib/environment";
import { log } from "#lib/log";
import { stopChangeFeed } from "#lib/store/change-feed";
import { closeDatabase, database } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { forgetWorker } from "#lib/store/workers";
import { startBuilds } from "#lib/worker/build-jobs";
import { makeBuildTools } from "#lib/worker/build-tools";
import { startSourceUpkeep } from "#lib/worker/source-upkeep";
import { watchEngine } from "#lib/worker/watch-engine";

/** How long what is under way may take to hand itself over. */
const patience = 10_000;

process.on("unhandledRejection", (error) => {
  log.fatal({ err: error }, "unhandled rejection");
  process.exit(1);
});

const env = parseEnvironment(workerEnvironment, process.env);
const shutdown = new AbortController();
const workerId = newId();
const engine = chooseEngine(env.DOCKER_HOST) ?? absentEngine;
const tools = makeBuildTools(
  {
    megabytes: env.BUILD_MEMORY_MB,
    minutes: env.BUILD_MINUTES,
    logMegabytes: env.BUILD_LOG_MB,
    registryUrl: env.REGISTRY_URL,
  },
  engine,
  workerId,
);
const engineWatch = watchEngine(engine, workerId, shutdown.signal);
const builds = await startBuilds(tools, env.BUILDS_AT_ONCE, shutdown.signal);
const sources = startSourceUpkeep(shutdown.signal);
log.info({ workerId }, "the worker is ready");
process.send?.("ready");

for (const event of ["SIGTERM", "SIGINT"]) process.once(event, () => void stop(event));
// The channel to the supervisor closes when that dies, however it dies.
process.once("disconnect", () => void stop("the supervisor is gone"));

let stopping = false;

async function stop(reason: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ reason }, "stopping");
  setTimeout(() => process.exit(1), patience).unref();
  shutdown.abort();
  await builds.stopped();
  await sources.stopped();
  await engineWatch.stopped();
  await forgetWorker(database, workerId);
  await stopChangeFeed();
  await closeDatabase();
  process.exit(0);
}
