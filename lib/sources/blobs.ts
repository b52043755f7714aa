import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { StoredContent } from "#lib/domain/sources";
import { env } from "#lib/env";
import { createDiskStore } from "./disk-store";
import type { FileStore } from "./file-store";
import { spool, sweepFolder } from "./spool";

const folder = () => resolve(env.PLIMSOLL_HOME, "sources");
/** On the same file system as the store on disk, so that a file moves there by its name alone. */
const incoming = () => join(folder(), "incoming");

let opened: Promise<FileStore> | undefined;

function openStore(): Promise<FileStore> {
  opened ??= makeStore();
  return opened;
}

async function makeStore(): Promise<FileStore> {
  const { SOURCES_S3_BUCKET: bucket } = env;
  if (bucket === undefined) return createDiskStore(join(folder(), "files"));
  // The library is large, and most installations have no use for it.
  const { createS3Store } = await import("./s3-store");
  const { SOURCES_S3_ACCESS_KEY_ID: accessKeyId, SOURCES_S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  return createS3Store({
    bucket,
    prefix: env.SOURCES_S3_PREFIX,
    region: env.SOURCES_S3_REGION,
    endpoint: env.SOURCES_S3_ENDPOINT,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
  });
}

interface Reception {
  maxSize: number;
  /** Called between receiving and storing, with what the content turned out to be: to keep the collector off it. */
  claim: (content: StoredContent) => Promise<void>;
}

/** Stores a stream. If it fails, is too long or is cut off, nothing is stored. */
export async function putBlob(content: Readable, { maxSize, claim }: Reception): Promise<StoredContent> {
  const store = await openStore();
  const file = await spool(incoming(), content, maxSize);
  try {
    const { sha256, size } = file;
    await claim({ sha256, size });
    await store.place(file);
    return { sha256, size };
  } catch (error) {
    await rm(file.path, { force: true });
    throw error;
  }
}

/** The content as a stream; `not_found` if it is not there. */
export async function openBlob(sha256: string): Promise<Readable> {
  return (await openStore()).open(sha256);
}

export async function hasBlob(sha256: string): Promise<boolean> {
  return (await openStore()).has(sha256);
}

export async function deleteBlob(sha256: string): Promise<void> {
  await (await openStore()).remove(sha256);
}

export async function* listBlobs(): ReturnType<FileStore["list"]> {
  yield* (await openStore()).list();
}

/** Removes what killed processes left unfinished before `before`. */
export async function sweepUnfinished(before: Date): Promise<void> {
  await sweepFolder(incoming(), before);
  await (await openStore()).sweep(before);
}

/** Gives `work` the content as a file on this machine, for readers that must jump about in it. */
export async function withLocalFile<Result>(
  sha256: string,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const store = await openStore();
  const path = store.findPath(sha256);
  if (path !== null) return work(path);
  await mkdir(incoming(), { recursive: true, mode: 0o700 });
  const copy = join(incoming(), randomUUID());
  try {
    await pipeline(await store.open(sha256), createWriteStream(copy, { flags: "wx", mode: 0o600 }));
    return await work(copy);
  } finally {
    await rm(copy, { force: true });
  }
}
