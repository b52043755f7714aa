import { sourceGrace } from "#lib/domain/sources";
import { deleteBlob, listBlobs, sweepUnfinished } from "#lib/sources/blobs";
import { adoptBlobs, collectBlobs } from "#lib/store/blobs";
import { deleteUnnamedCatalogs } from "#lib/store/catalogs";
import { deleteOldStages } from "#lib/store/stages";

const batch = 1000;

/**
 * Removes what nothing names any more and nobody touched within the time of grace: stages, catalogs, content, and what
 * killed processes left. Safe beside uploads and beside itself; once an hour is plenty.
 */
export async function collectSources(now = new Date()): Promise<void> {
  await deleteOldStages(now);
  await deleteUnnamedCatalogs(now);
  await adoptUnknown();
  while ((await collectBlobs(now, deleteBlob)) > 0);
  await sweepUnfinished(new Date(now.getTime() - sourceGrace.blob));
}

/** Content without a row gets one, so that it goes the same way as the rest: under a lock. */
async function adoptUnknown(): Promise<void> {
  let some: Parameters<typeof adoptBlobs>[0] = [];
  for await (const content of listBlobs()) {
    some.push(content);
    if (some.length < batch) continue;
    await adoptBlobs(some);
    some = [];
  }
  await adoptBlobs(some);
}
