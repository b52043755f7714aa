import { AppError } from "#lib/domain/errors";
import type { SourceFile } from "#lib/domain/sources";
import { log } from "#lib/log";
import { putBlob, withLocalFile } from "#lib/sources/blobs";
import { readZip, type ZippedFile } from "#lib/sources/zip-archive";
import { claimBlob } from "#lib/store/blobs";
import { database, inTransaction } from "#lib/store/database";
import {
  beatExtraction,
  endExtraction,
  isLastAttempt,
  type TakenExtraction,
  takeExtraction,
} from "#lib/store/extractions";
import { mergeIntoVersion } from "#lib/store/source-merge";
import { deleteStage, insertStage, stageFiles } from "#lib/store/stages";

/** How many files are unpacked at once: storing one mostly waits for the disk. */
const parallel = 8;
const batch = 500;
const beat = 5_000;

/**
 * Makes a version of an uploaded archive. May be called as often as one likes: what is done or in somebody's hands is
 * left alone, what a killed process had begun is begun again. False: there was nothing to do.
 * What is wrong with an archive ends up in its status; only faults of ours are thrown, and then it will be taken up again.
 */
export async function extractArchive(extractionId: string): Promise<boolean> {
  const taken = await takeExtraction(new Date(), extractionId);
  if (taken === null) return false;
  const heart = setInterval(() => void beatExtraction(taken, new Date()).catch(() => undefined), beat);
  try {
    if (isLastAttempt(taken))
      await endWithError(taken, "The archive could not be unpacked: it was tried three times");
    else await extract(taken);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "unavailable") throw error;
    await endWithError(taken, error.detail);
  } finally {
    clearInterval(heart);
  }
  return true;
}

async function endWithError(taken: TakenExtraction, message: string): Promise<void> {
  await endExtraction(database, taken, "ERROR", message);
  log.info({ extraction: taken.id, reason: message }, "an archive was refused");
}

async function extract(taken: TakenExtraction): Promise<void> {
  const stageId = await insertStage(database, taken.catalogId, new Date());
  try {
    await withLocalFile(taken.archiveSha256, (path) => readZip(path, (files) => storeAll(stageId, files)));
    await inTransaction(async (db) => {
      const { catalogId, versionId } = taken;
      // First, so that of two workers on one archive only one goes on.
      if (!(await endExtraction(db, taken, "COMPLETED", null))) return;
      await mergeIntoVersion(db, { catalogId, versionId, stageId }, new Date());
    });
  } finally {
    await deleteStage(database, stageId);
  }
}

async function storeAll(stageId: string, files: ZippedFile[]): Promise<void> {
  for (let start = 0; start < files.length; start += batch) {
    const stored = await storeSome(files.slice(start, start + batch));
    await stageFiles(stageId, stored, new Date());
  }
}

async function storeSome(files: ZippedFile[]): Promise<SourceFile[]> {
  const stored: SourceFile[] = [];
  const waiting = files.values();
  // Each takes the next file from the one iterator until there are none; the first that fails stops all.
  let failed = false;
  const storeNext = async () => {
    for (const file of waiting) {
      if (failed) return;
      try {
        stored.push(await storeOne(file));
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: parallel }, storeNext));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
  return stored;
}

async function storeOne({ path, size, mode, open }: ZippedFile): Promise<SourceFile> {
  const content = await putBlob(open(), { maxSize: size, claim: claimBlob });
  return { ...content, path, mode };
}
