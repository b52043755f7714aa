import { absentEngine } from "#lib/engines/absent-engine";
import { chooseEngine } from "#lib/engines/registry";
import { parseEnvironment, workerEnvironment } from "#lib/environment";
import { listLogins, readRegistryConfig } from "#lib/images/registry-config";
import { log } from "#lib/log";
import { stopChangeFeed } from "#lib/store/change-feed";
import { closeDatabase, database } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { forgetWorker } from "#lib/store/workers";
import { startBuilds } from "#lib/worker/build-jobs";
import { makeBuildTools } from "#lib/worker/build-tools";
import { makeControlTools } from "#lib/worker/control-tools";
import { startSourceUpkeep } from "#lib/worker/source-upkeep";
import { openJobTaker } from "#lib/worker/take-jobs";
import { watchEngine } from "#lib/worker/watch-engine";
import { startWorkloads } from "#lib/worker/workloads";
import { endOnUnseenFailure, endWhenAsked } from "./process-end";

/** How long what is under way may take to hand itself over. */
const patience = 10_000;

endOnUnseenFailure();

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
const jobs = await openJobTaker();
const builds = await startBuilds(jobs, tools, { atOnce: env.BUILDS_AT_ONCE, shutdown: shutdown.signal });
const sources = await startSourceUpkeep(jobs, shutdown.signal);
const workloads = startWorkloads(
  makeControlTools(
    {
      cpus: env.WORKLOAD_CPUS,
      megabytes: env.WORKLOAD_MEMORY_MB,
      readyMinutes: env.WORKLOAD_READY_MINUTES,
      drainSeconds: env.WORKLOAD_DRAIN_SECONDS,
      idleSeconds: env.WORKLOAD_IDLE_SECONDS,
      registryCredentials: listLogins(readRegistryConfig(env)),
    },
    engine,
  ),
  shutdown.signal,
);
log.info({ workerId }, "the worker is ready");
process.send?.("ready");

endWhenAsked(async () => {
  setTimeout(() => process.exit(1), patience).unref();
  shutdown.abort();
  await jobs.stopped();
  await builds.stopped();
  await sources.stopped();
  await workloads.stopped();
  await engineWatch.stopped();
  await forgetWorker(database, workerId);
  await stopChangeFeed();
  await closeDatabase();
});
