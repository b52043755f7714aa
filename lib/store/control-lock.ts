import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { env } from "#lib/env";

const retryMs = 500;
const beatMs = 2_000;
const longestAnswerMs = 5_000;

export interface Control {
  /** Aborted as soon as it can no longer be sure that nobody else has it. */
  lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Waits until this process is the one that controls workloads: the lock is its connection's, so it passes on when the
 * process or its connection dies. Null: aborted before. Throws when there is no database.
 */
export async function takeControl(signal: AbortSignal): Promise<Control | null> {
  const client = new pg.Client({
    connectionString: env.DATABASE_URL,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    query_timeout: longestAnswerMs,
  });
  const lost = new AbortController();
  // What an error means for the connection, its end says.
  client.on("error", () => undefined);
  client.once("end", () => lost.abort(new Error("The connection that holds the lock was lost")));
  await client.connect();
  try {
    while (!signal.aborted && !(await tryLock(client))) {
      lost.signal.throwIfAborted();
      await delay(retryMs, undefined, { signal }).catch(() => undefined);
    }
  } catch (error) {
    await client.end();
    throw error;
  }
  const release = () => client.end();
  if (signal.aborted) return release().then(() => null);
  void keepAsking(client, lost);
  return { lost: lost.signal, release };
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    "SELECT pg_try_advisory_lock(hashtext('plimsoll control')) AS held",
  );
  return rows[0]?.held === true;
}

/** A connection may be dead without an end: what does not answer does not hold anything. */
async function keepAsking(client: pg.Client, lost: AbortController): Promise<void> {
  while (!lost.signal.aborted) {
    await delay(beatMs, undefined, { signal: lost.signal, ref: false }).catch(() => undefined);
    if (lost.signal.aborted) return;
    try {
      await client.query("SELECT 1");
    } catch (error) {
      lost.abort(error);
      await client.end().catch(() => undefined);
    }
  }
}
