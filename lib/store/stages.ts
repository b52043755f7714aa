import { type SourceFile, sourceGrace } from "#lib/domain/sources";
import { type Database, database } from "./database";
import { newId } from "./ids";

export async function insertStage(db: Database, catalogId: string, now: Date): Promise<string> {
  const id = newId();
  await db.stage.create({ data: { id, catalogId, createdAt: now, touchedAt: now } });
  return id;
}

export async function hasStage(db: Database, catalogId: string, id: string): Promise<boolean> {
  return (await db.stage.findFirst({ where: { id, catalogId }, select: { id: true } })) !== null;
}

/** Puts a file into a stage; of two with one path the later stays. */
export async function stageFile(
  db: Database,
  stageId: string,
  { path, ...facts }: SourceFile,
  now: Date,
): Promise<void> {
  await db.stagedFile.upsert({
    where: { stageId_path: { stageId, path } },
    create: { stageId, path, ...facts },
    update: facts,
  });
  // Not a lock on the stage for longer than a moment: several clients upload at once.
  await db.stage.updateMany({ where: { id: stageId, touchedAt: { lt: now } }, data: { touchedAt: now } });
}

/** Many files at once, no two with one path. */
export async function stageFiles(stageId: string, files: SourceFile[], now: Date): Promise<void> {
  await database.stagedFile.createMany({ data: files.map((file) => ({ ...file, stageId })) });
  await database.stage.updateMany({ where: { id: stageId }, data: { touchedAt: now } });
}

export async function deleteStage(db: Database, id: string): Promise<void> {
  await db.stage.deleteMany({ where: { id } });
}

/** Stages that nobody added to for long. */
export async function deleteOldStages(now: Date): Promise<void> {
  const before = new Date(now.getTime() - sourceGrace.stage);
  await database.stage.deleteMany({ where: { touchedAt: { lt: before } } });
}
