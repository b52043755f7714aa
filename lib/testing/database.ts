import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";

/**
 * Gives this worker a database of its own, copied from the migrated template, before anything reads DATABASE_URL.
 * Tests of one worker share it; each makes its own organization.
 */
async function openWorkerDatabase(): Promise<string> {
  const template = new URL(inject("templateUrl"));
  const own = new URL(template);
  own.pathname = `/worker_${process.env.VITEST_POOL_ID}`;
  const administration = new URL(template);
  administration.pathname = "/postgres";

  const client = new pg.Client({ connectionString: administration.href });
  await client.connect();
  try {
    // Copying needs the template to itself for a moment, so workers take turns.
    await client.query("SELECT pg_advisory_lock(1)");
    const name = own.pathname.slice(1);
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0)
      await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE template_plimsoll`);
  } finally {
    await client.end();
  }
  return own.href;
}

process.env.PLIMSOLL_HOME = join(inject("home"), `worker-${process.env.VITEST_POOL_ID}`);
process.env.DATABASE_URL = await openWorkerDatabase();
