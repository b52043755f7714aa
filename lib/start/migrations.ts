import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { z } from "zod";
import { hasErrorCode, StartError } from "./start-error";

/** A pg client or pool. */
interface Queryable {
  query(text: string): Promise<{ rows: unknown[] }>;
}

const appliedMigration = z.object({ name: z.string(), finished: z.boolean() });
type AppliedMigration = z.infer<typeof appliedMigration>;

/** `current`: all applied. `newer`: the database has some this code does not know. `failed`: one stopped half way. */
export interface MigrationState {
  kind: "current" | "pending" | "newer" | "failed";
  names: string[];
}

export function compareMigrations(
  known: readonly string[],
  applied: readonly AppliedMigration[],
): MigrationState {
  const finished = new Set(applied.filter((row) => row.finished).map((row) => row.name));
  const failed = applied.filter((row) => !row.finished && !finished.has(row.name)).map((row) => row.name);
  if (failed.length > 0) return { kind: "failed", names: failed };
  const unknown = [...finished].filter((name) => !known.includes(name));
  if (unknown.length > 0) return { kind: "newer", names: unknown };
  const pending = known.filter((name) => !finished.has(name));
  return { kind: pending.length > 0 ? "pending" : "current", names: pending };
}

export function listKnownMigrations(project: string): string[] {
  return readdirSync(join(project, "prisma", "migrations"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Reads Prisma's own record; a database that has none is empty. Rolled back attempts do not count. */
async function listAppliedMigrations(database: Queryable): Promise<AppliedMigration[]> {
  try {
    const { rows } = await database.query(
      `SELECT migration_name AS name, finished_at IS NOT NULL AS finished
         FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
    );
    return z.array(appliedMigration).parse(rows);
  } catch (error) {
    if (hasErrorCode(error, "42P01")) return [];
    throw error;
  }
}

export async function readMigrationState(project: string, database: Queryable): Promise<MigrationState> {
  return compareMigrations(listKnownMigrations(project), await listAppliedMigrations(database));
}

/** A number of ours, so that two servers starting on one database migrate it one after the other. */
const migrationLock = 7_467_650;

/** Brings the database to what this code expects, or says why it cannot. Costs one query when nothing is pending. */
export async function migrate(
  project: string,
  databaseUrl: string,
  report: (text: string) => void,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect().catch((error: Error) => {
    throw new StartError(`The database cannot be reached (${describeUrl(databaseUrl)}): ${error.message}`, {
      cause: error,
    });
  });
  try {
    refuse(await readMigrationState(project, client));
    await client.query(`SELECT pg_advisory_lock(${migrationLock})`);
    const state = await readMigrationState(project, client);
    if (state.kind !== "pending") return refuse(state);
    report(`Preparing the database (${state.names.length === 1 ? "1 step" : `${state.names.length} steps`})`);
    await deployMigrations(project, databaseUrl);
  } finally {
    await client.end();
  }
}

const refusals = {
  newer: (names: string) =>
    `The database is newer than this version of Plimsoll: it holds ${names}. Start the version that made it, or a later one.`,
  failed: (names: string) =>
    `A change of the database stopped half way: ${names}. Restore the backup made before it, or mend it with "npx prisma migrate resolve --config prisma/prisma.config.ts".`,
};

function refuse({ kind, names }: MigrationState): void {
  if (kind === "newer" || kind === "failed") throw new StartError(refusals[kind](names.join(", ")));
}

/** Runs Prisma's own `migrate deploy`. */
export async function deployMigrations(project: string, databaseUrl: string): Promise<void> {
  const prisma = join(project, "node_modules", "prisma", "build", "index.js");
  const args = [prisma, "migrate", "deploy", "--config", join(project, "prisma", "prisma.config.ts")];
  try {
    await promisify(execFile)(process.execPath, args, {
      cwd: project,
      env: { ...process.env, DATABASE_URL: databaseUrl },
    });
  } catch (error) {
    const output = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    throw new StartError(`The database could not be prepared.\n${output.trim()}`, { cause: error });
  }
}

function describeUrl(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}
