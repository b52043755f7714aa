import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { deployMigrations } from "#lib/start/migrations";
import { findFreePort } from "#lib/start/ports";
import { ensureDatabase, postgresUrl, startPostgres } from "#lib/start/postgres";
import { preparePostgresPlace } from "#lib/start/postgres-place";

/** A migrated database for one file of tests that otherwise has none. What reads DATABASE_URL is to be imported after it. */
export async function startOwnDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), "plimsoll-own-"));
  chmodSync(home, 0o711);
  const place = preparePostgresPlace(home);
  const access = { port: await findFreePort(), password: randomBytes(16).toString("hex") };
  const server = await startPostgres({
    ...access,
    place,
    logFile: join(home, "postgres.log"),
    settings: { fsync: "off" },
  });
  await ensureDatabase(access, "plimsoll");
  const url = postgresUrl(access, "plimsoll");
  await deployMigrations(resolve(import.meta.dirname, "../.."), url);
  return {
    url,
    async stop() {
      await server.stop();
      for (const folder of [place.ownFolder, home]) rmSync(folder, { recursive: true, force: true });
    },
  };
}
