import { z } from "zod";
import { type ExtractionStatus, extractionStatus, sha256 } from "#lib/domain/sources";
import { type Database, database, Prisma, selectRows } from "./database";
import { newId } from "./ids";

/** How long nothing may be heard of whoever works on an extraction before another takes it up. */
const silence = 30_000;
/** A process that dies of an archive three times will die of it again. */
const maxAttempts = 3;

export async function insertExtraction(
  db: Database,
  versionId: string,
  archiveSha256: string,
  now: Date,
): Promise<string> {
  const id = newId();
  await db.extraction.create({ data: { id, versionId, archiveSha256, createdAt: now } });
  return id;
}

/** How far an extraction is, and of which catalog. */
export async function findExtraction(db: Database, id: string) {
  const row = await db.extraction.findUnique({
    where: { id },
    select: { status: true, message: true, version: { select: { catalogId: true } } },
  });
  if (row === null) return null;
  return {
    status: extractionStatus.parse(row.status),
    message: row.message,
    catalogId: row.version.catalogId,
  };
}

/** What is known of a version that has no number: it is on its way, or will never be. */
export async function findStatusOfVersion(db: Database, versionId: string): Promise<ExtractionStatus | null> {
  const row = await db.extraction.findUnique({ where: { versionId }, select: { status: true } });
  return row === null ? null : extractionStatus.parse(row.status);
}

const takenExtraction = z.object({
  id: z.string(),
  versionId: z.string(),
  catalogId: z.string(),
  archiveSha256: sha256,
  attempts: z.int(),
});
export type TakenExtraction = z.infer<typeof takenExtraction>;

const silentSince = (now: Date) => new Date(now.getTime() - silence);

/** Takes an extraction, unless it has ended or somebody works on it. */
export async function takeExtraction(now: Date, id: string): Promise<TakenExtraction | null> {
  const [row] = await selectRows(
    database,
    Prisma.sql`UPDATE "extraction" x SET "status" = 'STARTED_ON_WORKER', "heartbeat_at" = ${now}, "attempts" = x."attempts" + 1
      FROM "catalog_version" v
      WHERE v."id" = x."version_id" AND x."id" = (
        SELECT e."id" FROM "extraction" e
        WHERE e."status" IN ('INITIALIZED', 'STARTED_ON_WORKER')
          AND (e."heartbeat_at" IS NULL OR e."heartbeat_at" < ${silentSince(now)})
          AND e."id" = ${id} FOR UPDATE SKIP LOCKED)
      RETURNING x."id", x."version_id" AS "versionId", v."catalog_id" AS "catalogId",
        x."archive_sha256" AS "archiveSha256", x."attempts"`,
  );
  return row === undefined ? null : takenExtraction.parse(row);
}

/** Long enough for the job that came with an extraction to be taken. */
const patience = 10_000;

/** Extractions that nobody works on any more, or ever has. */
export async function listIdleExtractions(db: Database, now: Date): Promise<string[]> {
  const rows = await db.extraction.findMany({
    where: {
      OR: [
        { status: "INITIALIZED", createdAt: { lt: new Date(now.getTime() - patience) } },
        { status: "STARTED_ON_WORKER", heartbeatAt: { lt: silentSince(now) } },
      ],
    },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
}

export function isLastAttempt({ attempts }: TakenExtraction): boolean {
  return attempts > maxAttempts;
}

/** Says that the work goes on. False: another has taken it up meanwhile. */
export async function beatExtraction({ id, attempts }: TakenExtraction, now: Date): Promise<boolean> {
  const { count } = await database.extraction.updateMany({
    where: { id, attempts, status: "STARTED_ON_WORKER" },
    data: { heartbeatAt: now },
  });
  return count === 1;
}

/** Ends an extraction; its archive is needed no more. False: it is not this attempt's any more. */
export async function endExtraction(
  db: Database,
  { id, attempts }: TakenExtraction,
  status: "COMPLETED" | "ERROR",
  message: string | null,
): Promise<boolean> {
  const { count } = await db.extraction.updateMany({
    where: { id, attempts, status: "STARTED_ON_WORKER" },
    data: { status, message, archiveSha256: null },
  });
  return count === 1;
}
