import type { Readable } from "node:stream";
import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { notFound, parseInput } from "#lib/domain/errors";
import { type StoredContent, sha256, sourceLimits, sourcePath } from "#lib/domain/sources";
import { unpackArchive } from "#lib/jobs/extractions";
import { sendJob } from "#lib/jobs/queue";
import { openBlob, putBlob } from "#lib/sources/blobs";
import { claimBlob } from "#lib/store/blobs";
import { insertCatalog, insertVersion } from "#lib/store/catalogs";
import { insertExtraction } from "#lib/store/extractions";
import { executorOf } from "#lib/store/jobs";
import { hasStage, stageFile } from "#lib/store/stages";
import { catalogWith, signedIn } from "./access";
import { auditCatalog, getSourceFile } from "./files";
import { type Caller, defineOperation, type RunContext, runOperation } from "./operation";

/** A file as it arrives. */
export interface UploadedFile {
  fileName: string;
  content: Readable;
}

/**
 * How an edge hands a file over: it calls `store` with the file, and resolves with what that answered once the whole
 * request was read and found complete.
 */
export type Receive = (store: (file: UploadedFile) => Promise<StoredContent>) => Promise<StoredContent>;

const stagePlace = z.object({ catalogId: z.string(), stageId: z.string() });
const content = { sha256, size: z.number() };

const stageWith = async (
  context: Parameters<ReturnType<typeof catalogWith>>[0],
  input: z.infer<typeof stagePlace>,
) => {
  const found = await catalogWith("update")(context, input);
  if (!(await hasStage(context.db, input.catalogId, input.stageId))) throw notFound("Stage");
  return found;
};

// Receiving takes as long as the client takes, so it is between two operations and not in one: the first refuses whom
// it must before a byte is read, the second proves the same again and writes. Neither is for callers.
const requireStage = defineOperation({
  name: "files.requireStage",
  kind: "write",
  input: stagePlace,
  output: z.null(),
  access: stageWith,
  run: async ({ nothingChanged }) => {
    nothingChanged();
    return null;
  },
});

const recordStagedFile = defineOperation({
  name: "files.recordStagedFile",
  kind: "write",
  input: stagePlace.extend({ path: sourcePath, ...content }),
  output: z.null(),
  access: stageWith,
  run: async ({ db, now, nothingChanged }, { stageId, path, sha256: id, size }) => {
    // What is staged is nothing to anybody until a version is made of it, which is audited.
    nothingChanged();
    await stageFile(db, stageId, { path, sha256: id, size, mode: 0 }, now);
    return null;
  },
});

async function receiveBlob(file: UploadedFile, maxSize: number): Promise<StoredContent> {
  return putBlob(file.content, { maxSize, claim: claimBlob });
}

/** Receives a file into a stage under the name it was sent with. */
export async function uploadToStage(
  caller: Caller,
  raw: unknown,
  receive: Receive,
): Promise<StoredContent & { path: string }> {
  const place = parseInput(stagePlace, raw);
  await runOperation(requireStage, caller, place);
  let path = "";
  const stored = await receive(async (file) => {
    // Before the content is read, for it may be large.
    path = parseInput(z.object({ fileName: sourcePath }), { fileName: file.fileName }).fileName;
    return receiveBlob(file, sourceLimits.fileSize);
  });
  await runOperation(recordStagedFile, caller, { ...place, path, ...stored });
  return { path, ...stored };
}

const madeExtraction = z.object({ catalogId: z.string(), versionId: z.string(), statusId: z.string() });
type MadeExtraction = z.infer<typeof madeExtraction>;

const archivePlace = z.object({ catalogId: z.string().optional() });

/** Proves that somebody may make a catalog, or write to the one that is named. */
const archiveTarget = async (
  context: Parameters<typeof signedIn>[0],
  { catalogId }: z.infer<typeof archivePlace>,
): Promise<{ actor: Actor }> =>
  catalogId === undefined ? signedIn(context) : catalogWith("update")(context, { catalogId });

const requireArchiveTarget = defineOperation({
  name: "files.requireArchiveTarget",
  kind: "write",
  input: archivePlace,
  output: z.null(),
  access: archiveTarget,
  run: async ({ nothingChanged }) => {
    nothingChanged();
    return null;
  },
});

const recordArchive = defineOperation({
  name: "files.recordArchive",
  kind: "write",
  input: archivePlace.extend(content),
  output: madeExtraction,
  access: archiveTarget,
  run: async (context, { catalogId, sha256: id, size }, { actor }) => {
    const { db, now } = context;
    const target = catalogId ?? (await startCatalog(context, actor));
    const versionId = await insertVersion(db, target, actor.userId, now);
    const statusId = await insertExtraction(db, versionId, id, now);
    await sendJob(executorOf(db), unpackArchive, { extractionId: statusId });
    auditCatalog(context, "catalog.addVersion", target, { versionId, archiveSha256: id, archiveSize: size });
    return { catalogId: target, versionId, statusId };
  },
});

async function startCatalog(context: RunContext, actor: Actor): Promise<string> {
  const id = await insertCatalog(context.db, actor, context.now);
  auditCatalog(context, "catalog.create", id, {});
  return id;
}

/**
 * Receives a zip archive that becomes a version of a catalog, or of a new one. What it holds is looked at afterwards, by
 * whoever takes the extraction up; its status tells how that goes.
 */
export async function uploadArchive(caller: Caller, raw: unknown, receive: Receive): Promise<MadeExtraction> {
  const place = parseInput(archivePlace, raw);
  await runOperation(requireArchiveTarget, caller, place);
  const stored = await receive((file) => receiveBlob(file, sourceLimits.archiveSize));
  return runOperation(recordArchive, caller, { ...place, ...stored });
}

/** A file of a version, to be read to its end or destroyed. */
export async function openSourceFile(
  caller: Caller,
  raw: unknown,
): Promise<StoredContent & { path: string; content: Readable }> {
  const file = await runOperation(getSourceFile, caller, raw);
  return { ...file, content: await openBlob(file.sha256) };
}
