import { refuseFileInFile, requireWithinLimits } from "#lib/domain/sources";
import { countLatest, endPaths, findConflict, mergeStage } from "./catalog-files";
import { numberVersion, takeNextNumber } from "./catalogs";
import type { Database } from "./database";

interface Totals {
  number: number;
  numFiles: number;
  size: number;
}

interface NewVersion {
  catalogId: string;
  versionId: string;
}

/**
 * Makes a version of the latest one and the files of a stage. Two at once come one after the other, so that the later
 * has what the earlier added. Throws if the result is more than a version may be.
 */
export async function mergeIntoVersion(
  db: Database,
  { catalogId, versionId, stageId }: NewVersion & { stageId: string },
  now: Date,
): Promise<Totals> {
  const number = await takeNextNumber(db, catalogId, now);
  await mergeStage(db, { catalogId, number }, stageId);
  const conflict = await findConflict(db, { catalogId, number });
  if (conflict) throw refuseFileInFile(conflict);
  return closeVersion(db, { catalogId, versionId }, number);
}

/** Makes a version of the latest one without some paths; says how many files each took along. */
export async function deleteIntoVersion(
  db: Database,
  { catalogId, versionId, paths }: NewVersion & { paths: string[] },
  now: Date,
): Promise<Totals & { deleted: Map<string, number> }> {
  const number = await takeNextNumber(db, catalogId, now);
  const deleted = await endPaths(db, { catalogId, number }, paths);
  return { ...(await closeVersion(db, { catalogId, versionId }, number)), deleted };
}

/** Makes a first version with nothing in it. */
export async function startVersions(
  db: Database,
  { catalogId, versionId }: NewVersion,
  now: Date,
): Promise<void> {
  await closeVersion(db, { catalogId, versionId }, await takeNextNumber(db, catalogId, now));
}

async function closeVersion(
  db: Database,
  { catalogId, versionId }: NewVersion,
  number: number,
): Promise<Totals> {
  const totals = await countLatest(db, catalogId);
  requireWithinLimits(totals);
  await numberVersion(db, versionId, { ...totals, number });
  return { ...totals, number };
}
