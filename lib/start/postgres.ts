import { type ChildProcess, execFile, spawn } from "node:child_process";
import {
  chownSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { keepSecret } from "./home";
import { findFreePort } from "./ports";
import { type PostgresPlace, preparePostgresPlace } from "./postgres-place";
import { findProcess, signal, waitForExit } from "./processes";
import { type Running, whenExited } from "./running";
import { hasErrorCode, StartError } from "./start-error";

export interface PostgresOptions {
  place: PostgresPlace;
  port: number;
  password: string;
  /** Where PostgreSQL's own log goes. */
  logFile: string;
  /** Further settings, as for `postgres -c`. */
  settings?: Record<string, string>;
}

const roleName = "plimsoll";
export const databaseName = "plimsoll";

/** The server of an installation, to be started over its home. */
export async function describeEmbedded(home: string): Promise<PostgresOptions> {
  return {
    place: preparePostgresPlace(home),
    port: await findFreePort(),
    password: keepSecret(home, "database-password"),
    logFile: join(home, "postgres.log"),
  };
}

export function postgresUrl(
  { port, password }: { port: number; password: string },
  database: string,
): string {
  return `postgresql://${roleName}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/** Starts the server over the data folder, which is made if there is none, and resolves once it accepts connections. */
export async function startPostgres(options: PostgresOptions): Promise<Running> {
  const { dataFolder } = options.place;
  await stopLeftover(dataFolder);
  if (!isCluster(dataFolder)) await createCluster(options);
  const deadline = Date.now() + 10_000;
  for (;;) {
    const server = await launch(options);
    if (server !== null) return server;
    // The shared memory of a server that was killed is freed only when the last of its children has gone.
    if (Date.now() > deadline)
      throw new StartError(
        `PostgreSQL does not start. Its log is ${options.logFile}:\n${readLastLines(options.logFile)}`,
      );
    await delay(250);
  }
}

function isCluster(dataFolder: string): boolean {
  try {
    return statSync(join(dataFolder, "PG_VERSION")).isFile();
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return false;
    throw new StartError(
      `The database in ${dataFolder} belongs to another user. Start as that user, or as root.`,
      { cause: error },
    );
  }
}

/**
 * Stops a server that outlived the supervisor it belonged to (`kill -9`), and removes its lock file where its pid has
 * meanwhile been given to another program, which PostgreSQL would take for a server.
 */
export async function stopLeftover(dataFolder: string): Promise<void> {
  const lockFile = join(dataFolder, "postmaster.pid");
  const pid = findServerPid(dataFolder);
  const owner = pid === null ? null : findProcess(pid);
  if (pid === null || owner === null) return;
  if (!owner.command.includes(dataFolder)) return rmSync(lockFile, { force: true });
  for (const [name, patience] of [
    ["SIGINT", 15_000],
    ["SIGQUIT", 5_000],
  ] as const) {
    signal(pid, name);
    if (await waitForExit(pid, patience)) return;
  }
  throw new StartError(
    `A database server of an earlier start (pid ${pid}) does not stop. Stop it and start again.`,
  );
}

/** The pid that the data folder's lock file names, of a server that may have died since. */
export function findServerPid(dataFolder: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(dataFolder, "postmaster.pid"), "utf8"), 10);
    return pid > 0 ? pid : null;
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return null;
    throw error;
  }
}

async function createCluster({ place, password, logFile }: PostgresOptions): Promise<void> {
  const { dataFolder, binFolder, user } = place;
  // Made beside and renamed: an interrupted initdb is never taken for a database.
  const unfinished = `${dataFolder}.unfinished`;
  const passwordFile = `${dataFolder}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [unfinished, passwordFile]) chownSync(path, user.uid, user.gid);
  const args = [
    `--pgdata=${unfinished}`,
    `--username=${roleName}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // PostgreSQL's own locale: the same order and case on every machine, whatever locales that has.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
  ];
  try {
    await promisify(execFile)(join(binFolder, "initdb"), args, {
      ...user,
      cwd: dirname(dataFolder),
      env: cleanEnvironment(),
    });
    renameSync(unfinished, dataFolder);
  } catch (error) {
    throw new StartError(
      `The database cannot be made in ${dataFolder}. ${error instanceof Error ? error.message : logFile}`,
      { cause: error },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

const cleanEnvironment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: process.env.NODE_ENV,
  PATH: process.env.PATH,
  LC_ALL: "C",
  TZ: "UTC",
});

/** Null if this server ended before it was ready. */
async function launch(options: PostgresOptions): Promise<Running | null> {
  const { dataFolder, binFolder, user } = options.place;
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(options.port),
    unix_socket_directories: "",
    ...options.settings,
  };
  const args = [
    "-D",
    dataFolder,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const log = openSync(options.logFile, "a", 0o600);
  const child = spawn(join(binFolder, "postgres"), args, {
    ...user,
    // Its own session: Ctrl-C in the terminal reaches the supervisor alone, which stops the database last.
    detached: true,
    cwd: dataFolder,
    env: cleanEnvironment(),
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const running = watchPostgres(child);
  const ended = running.exited.then(() => true);
  while (!(await Promise.race([ended, delay(15, false)]))) {
    if (await acceptsConnections(options)) return running;
  }
  return null;
}

function watchPostgres(child: ChildProcess): Running {
  const exited = whenExited(child);
  return {
    pid: child.pid ?? 0,
    exited,
    /** SIGINT is PostgreSQL's "fast" stop: open transactions are rolled back, nothing committed is lost. */
    async stop() {
      child.kill("SIGINT");
      await exited;
    },
    kill: () => void child.kill("SIGQUIT"),
  };
}

async function acceptsConnections(options: PostgresOptions): Promise<boolean> {
  const client = new pg.Client({
    connectionString: postgresUrl(options, "postgres"),
    connectionTimeoutMillis: 2_000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (hasErrorCode(error, "28P01")) {
      throw new StartError(
        `The password in ${dirname(options.logFile)} is not the one this database was made with.`,
        { cause: error },
      );
    }
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function readLastLines(file: string): string {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-5).join("\n");
}

/** Makes the database if the server does not have it. */
export async function ensureDatabase(
  options: { port: number; password: string },
  name: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl(options, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
