import { z } from "zod";
import {
  type BuildRecord,
  type BuildSource,
  type BuildStep,
  buildRecord,
  buildStep,
  type PhaseStart,
} from "#lib/domain/builds";
import { linkPage, type Page, type PageQuery } from "#lib/domain/paging";
import { type Database, Prisma, selectRows } from "./database";
import { newId } from "./ids";

const columns = Prisma.sql`b."id", b."artifact_id" AS "artifactId", b."number", b."status"::text,
  b."catalog_id" AS "catalogId", b."catalog_version_id" AS "catalogVersionId", b."dockerfile", b."created_at" AS "createdAt",
  b."started_at" AS "startedAt", b."updated_at" AS "updatedAt", b."finished_at" AS "finishedAt", b."phases",
  b."step_count" AS "stepCount", b."reason", b."failed_step" AS "failedStep", b."image_uri" AS "imageUri",
  b."image_bytes"::float8 AS "imageBytes", b."cancel_requested_at" AS "cancelRequestedAt",
  b."log_lines" AS "logLines", b."first_error_line" AS "firstErrorLine",
  (SELECT json_build_object('id', u."id", 'name', u."name", 'email', u."email") FROM "user" u
     WHERE u."id" = b."creator_id") AS "creator",
  (SELECT json_build_object('number', v."number", 'createdAt', v."created_at", 'creator', (
       SELECT json_build_object('id', u."id", 'name', u."name", 'email', u."email") FROM "user" u
       WHERE u."id" = v."creator_id"))
     FROM "catalog_version" v WHERE v."id" = b."catalog_version_id" AND v."number" IS NOT NULL) AS "sourceVersion"`;

export interface NewBuild {
  organizationId: string;
  artifactId: string;
  creatorId: string;
  source: BuildSource;
}

/** Adds a build to the queue. The caller holds the artifact, since its builds are counted. */
export async function insertBuild(db: Database, build: NewBuild, now: Date): Promise<string> {
  const id = newId();
  const { _max: last } = await db.imageBuild.aggregate({
    where: { artifactId: build.artifactId },
    _max: { number: true },
  });
  const { source, ...whose } = build;
  const queued: PhaseStart = { phase: "queued", startedAt: now };
  await db.imageBuild.create({
    data: {
      ...whose,
      ...source,
      id,
      number: (last.number ?? 0) + 1,
      createdAt: now,
      updatedAt: now,
      phases: [{ ...queued, startedAt: now.toISOString() }],
    },
  });
  return id;
}

export async function findBuild(db: Database, artifactId: string, id: string): Promise<BuildRecord | null> {
  const [row] = await selectRows(
    db,
    Prisma.sql`SELECT ${columns} FROM "image_build" b WHERE b."id" = ${id} AND b."artifact_id" = ${artifactId}`,
  );
  return row === undefined ? null : buildRecord.parse(row);
}

/** Builds of an artifact, newest first. */
export async function listBuilds(
  db: Database,
  artifactId: string,
  query: PageQuery,
): Promise<Page<BuildRecord>> {
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT ${columns} FROM "image_build" b WHERE b."artifact_id" = ${artifactId}
      ORDER BY b."number" DESC OFFSET ${query.offset} LIMIT ${query.limit}`,
  );
  const total = await db.imageBuild.count({ where: { artifactId } });
  return linkPage(z.array(buildRecord).parse(rows), total, query);
}

/** What is built of the artifact at this moment, leaving out what is being cancelled. */
export async function listRunningBuilds(db: Database, artifactId: string): Promise<{ number: number }[]> {
  return db.imageBuild.findMany({
    where: { artifactId, finishedAt: null, cancelRequestedAt: null },
    select: { number: true },
    orderBy: { number: "asc" },
  });
}

export async function listBuildSteps(db: Database, buildId: string): Promise<BuildStep[]> {
  const rows = await db.buildStep.findMany({ where: { buildId }, orderBy: { number: "asc" } });
  return z.array(buildStep).parse(rows);
}

/** The last build of the artifact before this one that gave an image. */
export async function findLastGoodBuild(
  db: Database,
  { artifactId, number }: Pick<BuildRecord, "artifactId" | "number">,
): Promise<{ id: string; number: number } | null> {
  return db.imageBuild.findFirst({
    where: { artifactId, status: "COMPLETED", number: { lt: number } },
    orderBy: { number: "desc" },
    select: { id: true, number: true },
  });
}

/** Ends what waits, asks the worker to stop what runs. The ids it was about; none when all have ended. */
export async function requestCancel(
  db: Database,
  where: { artifactId: string; id?: string },
  reason: string,
  now: Date,
): Promise<string[]> {
  const unfinished = { ...where, finishedAt: null, cancelRequestedAt: null };
  const waiting = { ...unfinished, status: "PENDING" as const };
  const ids = await db.imageBuild.findMany({ where: unfinished, select: { id: true } });
  await db.imageBuild.updateMany({
    where: waiting,
    data: { status: "CANCELLED", reason, cancelRequestedAt: now, finishedAt: now, updatedAt: now },
  });
  await db.imageBuild.updateMany({ where: unfinished, data: { cancelRequestedAt: now, reason } });
  return ids.map(({ id }) => id);
}
