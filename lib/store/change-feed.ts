import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { env } from "#lib/env";
import { log } from "#lib/log";

/** Gets the id of what has news, or null after the connection was lost: anything may have. */
type Wake = (id: string | null) => void;

/** What the database tells of with a commit: that an organization, a build, a queue or a workload has news. */
const channels = ["plimsoll_changes", "plimsoll_builds", "plimsoll_jobs", "plimsoll_workloads"] as const;
type Channel = (typeof channels)[number];

const firstRetry = 250;
const longestRetry = 5_000;

interface Feed {
  client: pg.Client | null;
  stopped: boolean;
}

const watchers = new Map<string, Set<Wake>>();
let feed: Feed | null = null;

/**
 * Calls `wake` whenever something may have changed in an organization: with each commit that audits, and after the
 * connection was lost and is there again. Returns how to stop.
 */
export function watchOrganization(organizationId: string, wake: Wake): () => void {
  return watch("plimsoll_changes", organizationId, wake);
}

/** The same for one build: with each commit that changes its row. */
export function watchBuild(buildId: string, wake: Wake): () => void {
  return watch("plimsoll_builds", buildId, wake);
}

/** The same for a queue of jobs. */
export function watchQueue(queue: string, wake: Wake): () => void {
  return watch("plimsoll_jobs", queue, wake);
}

/** The same for one workload: with each commit that changes it, its protons, replicas or replacement. */
export function watchWorkload(workloadId: string, wake: Wake): () => void {
  return watch("plimsoll_workloads", workloadId, wake);
}

/** The same for every workload there is. */
export function watchWorkloads(wake: Wake): () => void {
  return watch("plimsoll_workloads", everything, wake);
}

/** No id looks like this. */
const everything = "*";

function watch(channel: Channel, payload: string, wake: Wake): () => void {
  const key = `${channel} ${payload}`;
  const own = watchers.get(key) ?? new Set();
  watchers.set(key, own.add(wake));
  if (!feed) {
    feed = { client: null, stopped: false };
    void keepListening(feed);
  }
  return () => {
    own.delete(wake);
    if (own.size === 0 && watchers.get(key) === own) watchers.delete(key);
  };
}

/** Closes the connection of this process, whoever still watches. */
export async function stopChangeFeed(): Promise<void> {
  const stopping = feed;
  feed = null;
  watchers.clear();
  if (!stopping) return;
  stopping.stopped = true;
  await stopping.client?.end();
}

async function keepListening(own: Feed): Promise<void> {
  let retry = firstRetry;
  while (!own.stopped) {
    try {
      await listenUntilLost(own, () => {
        retry = firstRetry;
      });
    } catch (error) {
      log.warn({ err: error }, "the database tells of no changes");
    }
    if (!own.stopped) await delay(retry, null, { ref: false });
    retry = Math.min(longestRetry, retry * 2);
  }
}

async function listenUntilLost(own: Feed, onConnected: () => void): Promise<void> {
  const { DATABASE_URL: connectionString } = env;
  const client = new pg.Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 10_000 });
  const lost = new Promise<void>((resolve) => client.once("end", resolve));
  // What an error means for the connection, its end says.
  client.on("error", () => undefined);
  client.on("notification", ({ channel, payload }) => {
    for (const key of [payload, everything])
      wakeAll(watchers.get(`${channel} ${key}`) ?? [], payload ?? null);
  });
  await client.connect();
  own.client = client;
  if (own.stopped) await client.end();
  else await client.query(channels.map((channel) => `LISTEN ${channel}`).join(";"));
  onConnected();
  // What was committed meanwhile was told to nobody.
  wakeAll(
    [...watchers.values()].flatMap((wakes) => [...wakes]),
    null,
  );
  await lost;
}

function wakeAll(wakes: Iterable<Wake>, id: string | null): void {
  for (const wake of [...wakes]) wake(id);
}
