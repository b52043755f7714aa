import {
  findFileInFile,
  findPathProblem,
  formatBytes,
  normalizeSourcePath,
  quotePath,
  refuseFileInFile,
  refuseSource,
  requireWithinLimits,
  sourceLimits,
} from "./sources";

/** An entry of an archive as its directory lists it. */
export interface ArchiveEntry {
  /** As written, with `/` at the end of a folder. */
  name: string;
  /** Unpacked, as the archive claims. */
  size: number;
  encrypted: boolean;
  /** Type and permission bits of Unix; 0 where the archive was not made on one. */
  unixMode: number;
}

const typeMask = 0o170000;
const regular = 0o100000;
const folder = 0o040000;

/** What an entry that is neither file nor folder is called. */
const specialTypes = new Map([
  [0o120000, "a symbolic link"],
  [0o020000, "a device"],
  [0o060000, "a device"],
  [0o010000, "a pipe"],
  [0o140000, "a socket"],
]);

/** Reads an archive's directory entry by entry, refusing what must not be stored before anything is unpacked. */
export function createArchiveCheck(archiveSize: number) {
  const paths = new Set<string>();
  let size = 0;
  return {
    /** The path and permission bits that an entry will have; null for a folder, which is made by what is in it. */
    take(entry: ArchiveEntry): { path: string; mode: number } | null {
      const isFolder = entry.name.endsWith("/");
      const path = normalizeSourcePath(entry.name);
      if (isFolder && /^(\.\/+)*$/.test(entry.name.normalize("NFC"))) return null;
      requireAllowedEntry(entry, isFolder ? path.replace(/\/$/, "") : path, isFolder);
      if (isFolder) return null;
      if (paths.has(path)) throw refuseSource("repeated_name", `${quotePath(path)} is in the archive twice`);
      paths.add(path);
      size += entry.size;
      requireWithinLimits({ numFiles: paths.size, size });
      requireModestExpansion(size, archiveSize);
      return { path, mode: entry.unixMode & 0o777 };
    },
    /** To be asked when all entries were taken. */
    finish(): void {
      const conflict = findFileInFile(paths);
      if (conflict) throw refuseFileInFile(conflict);
    },
  };
}

function requireAllowedEntry(
  { encrypted, size, unixMode }: ArchiveEntry,
  path: string,
  isFolder: boolean,
): void {
  const problem = findPathProblem(path);
  if (problem !== null) throw refuseSource("invalid_path", `${quotePath(path)} in the archive ${problem}`);
  const name = quotePath(path);
  if (encrypted) throw refuseSource("encrypted", `${name} is encrypted; only plain archives can be read`);
  const type = unixMode & typeMask;
  if (type !== 0 && type !== (isFolder ? folder : regular)) {
    const what = specialTypes.get(type) ?? (isFolder ? "not a folder" : "not a file");
    throw refuseSource("not_a_file", `${name} is ${what}; only files can be stored`);
  }
  if (size > sourceLimits.fileSize)
    throw refuseSource("too_large", `${name} is larger than ${formatBytes(sourceLimits.fileSize)}`);
}

function requireModestExpansion(size: number, archiveSize: number): void {
  if (size <= sourceLimits.freeExpansion || size <= archiveSize * sourceLimits.expansion) return;
  throw refuseSource(
    "expansion",
    `The archive unpacks to more than ${sourceLimits.expansion} times its size, which no source does`,
  );
}
