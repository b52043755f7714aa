import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import yauzl from "yauzl";
import { AppError } from "#lib/domain/errors";
import { type ArchiveEntry, createArchiveCheck } from "#lib/domain/source-archive";
import { quotePath, refuseSource } from "#lib/domain/sources";

export interface ZippedFile {
  path: string;
  size: number;
  mode: number;
  /** The unpacked content; fails if it is not what the archive's directory says. */
  open: () => Readable;
}

const unix = 3;

/** Gives `work` the files of a zip archive, all of which have been checked before it starts. */
export async function readZip<Result>(
  path: string,
  work: (files: ZippedFile[]) => Promise<Result>,
): Promise<Result> {
  const { size } = await stat(path);
  const archive = await openZip(path);
  try {
    return await work(await listFiles(archive, size));
  } finally {
    archive.close();
  }
}

async function openZip(path: string): Promise<yauzl.ZipFile> {
  try {
    return await yauzl.openPromise(path, { autoClose: false, lazyEntries: true, decodeStrings: false });
  } catch (error) {
    throw refuseBroken(error);
  }
}

function refuseBroken(cause: unknown): unknown {
  if (cause instanceof AppError) return cause;
  const reason = cause instanceof Error ? cause.message : "unknown";
  return refuseSource("broken_archive", `This is not a whole zip archive: ${reason}`);
}

async function listFiles(archive: yauzl.ZipFile, archiveSize: number): Promise<ZippedFile[]> {
  const check = createArchiveCheck(archiveSize);
  const files: ZippedFile[] = [];
  try {
    for await (const entry of archive.eachEntry()) {
      const taken = check.take(readEntry(entry));
      if (taken)
        files.push({
          ...taken,
          size: entry.uncompressedSize,
          open: () => Readable.from(unpack(archive, entry, taken.path)),
        });
    }
  } catch (error) {
    throw refuseBroken(error);
  }
  check.finish();
  return files;
}

function readEntry(entry: yauzl.Entry): ArchiveEntry {
  const { generalPurposeBitFlag, fileNameRaw, extraFields, versionMadeBy, externalFileAttributes } = entry;
  return {
    // Strictly: a backslash stays one, so that it is refused and not taken for a slash.
    name: yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true),
    size: entry.uncompressedSize,
    encrypted: entry.isEncrypted(),
    unixMode: versionMadeBy >>> 8 === unix ? externalFileAttributes >>> 16 : 0,
  };
}

/** Opened when it is read, so that whatever is wrong is told to whoever reads. */
async function* unpack(archive: yauzl.ZipFile, entry: yauzl.Entry, path: string): AsyncGenerator<Buffer> {
  let sum = 0;
  try {
    for await (const chunk of await archive.openReadStreamPromise(entry)) {
      const bytes = Buffer.from(chunk);
      sum = crc32(bytes, sum);
      yield bytes;
    }
  } catch (error) {
    throw describeBroken(path, error instanceof Error ? error.message : "unknown");
  }
  if (sum !== entry.crc32) throw describeBroken(path, "its checksum is not the one in the archive");
}

function describeBroken(path: string, reason: string): AppError {
  return refuseSource("broken_archive", `${quotePath(path)} cannot be unpacked: ${reason}`);
}
