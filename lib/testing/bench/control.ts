import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { stopChangeFeed } from "#lib/store/change-feed";
import { closeDatabase, database } from "#lib/store/database";
import { makeRunEngine, makeWorkload } from "#lib/testing/workloads";
import { makeControlTools } from "#lib/worker/control-tools";
import { startWorkloads } from "#lib/worker/workloads";
import type { ControlResult } from "./control-result";

const workloads = 200;
const seconds = 30;
const settings = { cpus: 1, megabytes: 64, readyMinutes: 10, drainSeconds: 60, idleSeconds: 300 };

/** What it costs a worker to keep so many workloads as they are to be, with the times that the product has. */
async function measureControl(): Promise<ControlResult> {
  const engine = makeRunEngine();
  const tools = makeControlTools({ ...settings, registryCredentials: [] }, engine);
  const shutdown = new AbortController();
  const running = startWorkloads(tools, shutdown.signal);
  const none = await measureShare();
  const begun = performance.now();
  for (let made = 0; made < workloads; made += 1) await makeWorkload();
  while ((await database.workload.count({ where: { status: "running" } })) < workloads) await delay(100);
  const startedMs = performance.now() - begun;
  const all = await measureShare();
  shutdown.abort();
  await running.stopped();
  const signal = AbortSignal.timeout(60_000);
  const left = await engine.listReplicas(signal);
  await Promise.all(left.map(({ replicaId }) => engine.stopReplica(replicaId, { seconds: 1 }, signal)));
  await stopChangeFeed();
  await closeDatabase();
  return { workloads, startedMs, none, all };
}

/** How much of one processor this process uses. What workloads run on an engine in memory is part of it. */
async function measureShare(): Promise<number> {
  await delay(5_000);
  const [before, since] = [process.cpuUsage(), performance.now()];
  await delay(seconds * 1000);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (performance.now() - since);
}

process.send?.(await measureControl());
