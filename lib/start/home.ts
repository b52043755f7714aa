import { randomBytes } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { findProcess } from "./processes";
import { hasErrorCode, StartError } from "./start-error";

/** The folder of everything this installation keeps. Root's must let PostgreSQL's user through to its data. */
export function openHome(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
    chmodSync(path, process.getuid?.() === 0 ? 0o711 : 0o700);
    return realpathSync(path);
  } catch (error) {
    if (!hasErrorCode(error, "EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST")) throw error;
    throw new StartError(
      `${path} cannot be used. Choose a folder of your own: PLIMSOLL_HOME=<folder> npm start`,
      { cause: error },
    );
  }
}

/** A random text kept in the home, made the first time it is asked for. */
export function keepSecret(home: string, name: "secret" | "database-password"): string {
  const path = join(home, name);
  try {
    writeFileSync(path, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!hasErrorCode(error, "EEXIST")) throw error;
  }
  return readFileSync(path, "utf8").trim();
}

const lockShape = z.object({
  pid: z.int(),
  startedAt: z.string(),
  databaseUrl: z.string().nullable(),
  stopping: z.boolean(),
});
type LockFacts = z.infer<typeof lockShape>;

export interface HomeLock {
  /** The one before was killed, so what it had started may take a moment to go. */
  afterCrash: boolean;
  /** Tells commands run beside the supervisor where the database is, and a next start that it is worth waiting. */
  publish(facts: Partial<Pick<LockFacts, "databaseUrl" | "stopping">>): void;
  release(): void;
}

const lockPath = (home: string) => join(home, "supervisor.lock");

/** The supervisor that runs over this home, if one does. */
export function findHolder(home: string): LockFacts | null {
  const facts = readLock(home);
  return facts !== null && facts.startedAt === findProcess(facts.pid)?.startedAt ? facts : null;
}

function readLock(home: string): LockFacts | null {
  try {
    return lockShape.parse(JSON.parse(readFileSync(lockPath(home), "utf8")));
  } catch (error) {
    // A kill in the middle of writing leaves half a lock, which nobody holds.
    if (hasErrorCode(error, "ENOENT") || error instanceof SyntaxError || error instanceof z.ZodError)
      return null;
    throw error;
  }
}

/** How long a supervisor that is stopping may take. */
const patience = 30_000;

/** One supervisor per home. */
export async function lockHome(home: string): Promise<HomeLock> {
  const deadline = Date.now() + patience;
  let holder = findHolder(home);
  while (holder?.stopping && Date.now() < deadline) {
    await delay(50);
    holder = findHolder(home);
  }
  if (holder !== null) {
    throw new StartError(
      `Plimsoll runs already over ${home} (pid ${holder.pid}). Stop that first, or set PLIMSOLL_HOME to another folder.`,
    );
  }
  return takeLock(home);
}

function takeLock(home: string): HomeLock {
  const path = lockPath(home);
  const afterCrash = existsSync(path);
  rmSync(path, { force: true });
  const startedAt = findProcess(process.pid)?.startedAt ?? "";
  const facts: LockFacts = { pid: process.pid, startedAt, databaseUrl: null, stopping: false };
  try {
    writeFileSync(path, JSON.stringify(facts), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (hasErrorCode(error, "EEXIST"))
      throw new StartError(`Another start over ${home} came first.`, { cause: error });
    throw error;
  }
  return {
    afterCrash,
    publish(news) {
      // Renamed into place, so that nobody ever reads half of it.
      writeFileSync(`${path}.new`, JSON.stringify(Object.assign(facts, news)), { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
    release: () => rmSync(path, { force: true }),
  };
}
