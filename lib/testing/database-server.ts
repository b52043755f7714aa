import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";
import { prepareQueues } from "#lib/jobs/queue";
import { queues } from "#lib/jobs/queues";
import { deployMigrations } from "#lib/start/migrations";
import { findFreePort } from "#lib/start/ports";
import { ensureDatabase, findServerPid, postgresUrl, startPostgres, stopLeftover } from "#lib/start/postgres";
import { type PostgresPlace, preparePostgresPlace } from "#lib/start/postgres-place";
import { findProcess, signal } from "#lib/start/processes";

declare module "vitest" {
  interface ProvidedContext {
    templateUrl: string;
    /** A folder for what tests store, removed after the run. */
    home: string;
  }
}

const prefix = "plimsoll-test-";
const templateName = "template_plimsoll";

/** Speed over safety: this data need not outlive its server. */
const hasty = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

/** Starts one PostgreSQL for the whole run and migrates the database that every worker's own is copied from. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const home = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  chmodSync(home, 0o711);
  const place = preparePostgresPlace(home);
  const keepWatch = removeWhenInterrupted(home, place);
  const access = { port: await findFreePort(), password: randomBytes(16).toString("hex") };
  const server = await startPostgres({
    ...access,
    place,
    logFile: join(home, "postgres.log"),
    settings: hasty,
  });
  await ensureDatabase(access, templateName);
  const templateUrl = postgresUrl(access, templateName);
  await deployMigrations(resolve(import.meta.dirname, "../.."), templateUrl);
  await prepareQueues(templateUrl, queues);
  provide("templateUrl", templateUrl);
  provide("home", home);
  return async () => {
    await server.stop();
    keepWatch.end();
  };
}

const interruptions = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A run that is interrupted, or whose set-up fails, never gets to its teardown. */
function removeWhenInterrupted(home: string, place: PostgresPlace) {
  const remove = () => {
    const pid = findServerPid(place.dataFolder);
    if (pid !== null) signal(pid, "SIGKILL");
    for (const folder of [place.ownFolder, home]) rmSync(folder, { recursive: true, force: true });
  };
  const leave = () => process.exit(130);
  process.once("exit", remove);
  for (const name of interruptions) process.once(name, leave);
  return {
    end() {
      process.off("exit", remove);
      for (const name of interruptions) process.off(name, leave);
      remove();
    },
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
