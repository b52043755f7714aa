import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { deployMigrations } from "#lib/start/migrations";
import { findFreePort } from "#lib/start/ports";
import { ensureDatabase, postgresUrl, startPostgres, stopLeftover } from "#lib/start/postgres";
import { preparePostgresPlace } from "#lib/start/postgres-place";
import { findProcess, signal } from "#lib/start/processes";

declare module "vitest" {
  interface ProvidedContext {
    templateUrl: string;
  }
}

const prefix = "plimsoll-test-";

/** Speed over safety: this data need not outlive its server. */
const hasty = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

/** Starts one PostgreSQL for the whole run and migrates the database that every worker's own is copied from. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const home = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(home, 0o711);
  const place = preparePostgresPlace(home);
  const access = { port: await findFreePort(), password: randomBytes(16).toString("hex") };
  const server = await startPostgres({
    ...access,
    place,
    logFile: join(home, "postgres.log"),
    settings: hasty,
  });

  const remove = () => {
    for (const folder of [place.ownFolder, home]) rmSync(folder, { recursive: true, force: true });
  };
  // A run that is interrupted never gets to the teardown.
  const abandon = () => {
    signal(server.pid, "SIGKILL");
    remove();
  };
  process.once("exit", abandon);

  const template = postgresUrl(access, "template_plimsoll");
  try {
    await ensureDatabase(access, "template_plimsoll");
    await deployMigrations(resolve(import.meta.dirname, "../.."), template);
  } catch (error) {
    abandon();
    throw error;
  }
  provide("templateUrl", template);
  return async () => {
    process.off("exit", abandon);
    await server.stop();
    remove();
  };
}

/** Removes what runs that were killed have left behind. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (findProcess(pid) !== null) continue;
    const home = join(tmpdir(), name);
    const { dataFolder, ownFolder } = preparePostgresPlace(home);
    await stopLeftover(dataFolder);
    for (const folder of [ownFolder, home]) rmSync(folder, { recursive: true, force: true });
  }
}
