import { z } from "zod";
import { type StoredContent, sha256, sourceGrace } from "#lib/domain/sources";
import { type Database, database, inTransaction, Prisma, selectRows } from "./database";

/**
 * Says that content is about to be stored. From then on, and for the time of grace, it is not collected; if it is being
 * collected at this moment, this waits until it is gone.
 */
export async function claimBlob({ sha256: id, size }: StoredContent, now = new Date()): Promise<void> {
  await database.blob.upsert({
    where: { sha256: id },
    create: { sha256: id, size, touchedAt: now },
    update: { touchedAt: now },
  });
}

/** Of some content, what no row tells of. */
async function listUnknown(names: string[]): Promise<Set<string>> {
  const known = await database.blob.findMany({ where: { sha256: { in: names } }, select: { sha256: true } });
  const unknown = new Set(names);
  for (const { sha256: name } of known) unknown.delete(name);
  return unknown;
}

/** Makes rows for content that has none (the database was put back to a backup), as old as it is. */
export async function adoptBlobs(contents: (StoredContent & { modifiedAt: Date })[]): Promise<void> {
  const unknown = await listUnknown(contents.map((content) => content.sha256));
  const data = contents
    .filter((content) => unknown.has(content.sha256))
    .map(({ sha256: id, size, modifiedAt }) => ({ sha256: id, size, touchedAt: modifiedAt }));
  await database.blob.createMany({ data, skipDuplicates: true });
}

const batch = 200;

/**
 * Removes some of the content that nothing names and nobody touched within the time of grace: rows first, then `remove`,
 * then the commit, so that whoever uploads the same again waits for it. Returns how many there were.
 */
export async function collectBlobs(now: Date, remove: (id: string) => Promise<void>): Promise<number> {
  const before = new Date(now.getTime() - sourceGrace.blob);
  return inTransaction(async (db) => {
    const names = await deleteUnnamed(db, before);
    await Promise.all(names.map(remove));
    return names.length;
  });
}

async function deleteUnnamed(db: Database, before: Date): Promise<string[]> {
  const rows = await selectRows(
    db,
    Prisma.sql`DELETE FROM "blob" WHERE "sha256" IN (
      SELECT b."sha256" FROM "blob" b
      WHERE b."touched_at" < ${before}
        AND NOT EXISTS (SELECT 1 FROM "catalog_file" f WHERE f."sha256" = b."sha256")
        AND NOT EXISTS (SELECT 1 FROM "staged_file" s WHERE s."sha256" = b."sha256")
        AND NOT EXISTS (SELECT 1 FROM "extraction" e WHERE e."archive_sha256" = b."sha256")
      LIMIT ${batch} FOR UPDATE SKIP LOCKED)
    RETURNING "sha256"`,
  );
  return z
    .array(z.object({ sha256 }))
    .parse(rows)
    .map((row) => row.sha256);
}
