import { z } from "zod";
import {
  type BuildPhase,
  type BuildSource,
  type BuildStatus,
  buildRecord,
  type PhaseStart,
} from "#lib/domain/builds";
import { type Database, Prisma, selectRows } from "./database";
import { leastId } from "./ids";

/** What a worker needs to build. */
export interface BuildOrder {
  id: string;
  organizationId: string;
  artifactId: string;
  source: BuildSource;
  creatorId: string;
  createdAt: Date;
  attempt: number;
  phases: PhaseStart[];
  logLines: number;
  logBytes: number;
}

const order = buildRecord
  .pick({ id: true, artifactId: true, createdAt: true, phases: true, logLines: true })
  .extend({
    logBytes: z.coerce.number(),
    organizationId: z.string(),
    creatorId: z.string(),
    attempt: z.int(),
    catalogId: z.string(),
    catalogVersionId: z.string(),
    dockerfile: buildRecord.shape.dockerfile,
  });

/** Takes a waiting build for a worker, or null: somebody else has it, or it is over. */
export async function claimBuild(
  db: Database,
  id: string,
  workerId: string,
  now: Date,
): Promise<BuildOrder | null> {
  const rows = await db.imageBuild.updateManyAndReturn({
    where: { id, status: "PENDING", cancelRequestedAt: null },
    data: {
      status: "IN_PROGRESS",
      workerId,
      heartbeatAt: now,
      startedAt: now,
      updatedAt: now,
      reason: null,
      attempt: { increment: 1 },
    },
  });
  if (rows[0] === undefined) return null;
  const { catalogId, catalogVersionId, dockerfile, ...rest } = order.parse(rows[0]);
  return { ...rest, source: { catalogId, catalogVersionId, dockerfile } };
}

/** What a worker may change of the build it has. False: it does not have it any more. */
export async function updateOwnBuild(
  db: Database,
  id: string,
  workerId: string,
  change: BuildChange,
  now: Date,
): Promise<boolean> {
  const { phases, ...rest } = change;
  const { count } = await db.imageBuild.updateMany({
    where: { id, workerId, finishedAt: null },
    data: {
      ...rest,
      ...(phases === undefined ? {} : { phases: phases.map(phaseJson) }),
      heartbeatAt: now,
      updatedAt: now,
    },
  });
  return count === 1;
}

/** Hands a build back to wait for whoever takes it next; the attempt does not count. */
export async function releaseBuild(
  db: Database,
  id: string,
  workerId: string,
  reason: string,
  now: Date,
): Promise<void> {
  await db.imageBuild.updateMany({
    where: { id, workerId, finishedAt: null, status: { in: ["IN_PROGRESS", "BUILT"] } },
    data: {
      ...waitingAgain(now),
      reason,
      attempt: { decrement: 1 },
    },
  });
}

/** An adopted build begins again from the start. */
export async function restartAdopted(
  db: Database,
  id: string,
  workerId: string,
  reason: string,
  now: Date,
): Promise<void> {
  await db.imageBuild.updateMany({
    where: { id, workerId, finishedAt: null },
    data: { ...waitingAgain(now), reason },
  });
}

/** An adopted build is over. */
export async function endAdopted(
  db: Database,
  id: string,
  workerId: string,
  end: { status: "FAILED" | "CANCELLED"; reason?: string },
  now: Date,
): Promise<void> {
  await endSteps(db, id, now);
  await updateOwnBuild(db, id, workerId, { ...end, finishedAt: now }, now);
}

function waitingAgain(now: Date) {
  const queued: PhaseStart = { phase: "queued", startedAt: now };
  return {
    status: "PENDING" as const,
    workerId: null,
    heartbeatAt: null,
    startedAt: null,
    updatedAt: now,
    phases: [phaseJson(queued)],
    stepCount: null,
  };
}

export interface BuildChange {
  status?: BuildStatus;
  phases?: readonly PhaseStart[];
  stepCount?: number;
  reason?: string | null;
  failedStep?: number | null;
  imageUri?: string;
  imageId?: string;
  imageBytes?: number;
  firstErrorLine?: number | null;
  finishedAt?: Date;
}

function phaseJson({ phase, startedAt }: PhaseStart): { phase: BuildPhase; startedAt: string } {
  return { phase, startedAt: startedAt.toISOString() };
}

/** How a build stands to the worker that has it: to go on, to be cancelled, or no more its own. */
export type HeldBuild = "going" | "cancel" | "lost";

const toHeld = (row: { cancelRequestedAt: Date | null } | null | undefined): HeldBuild => {
  if (!row) return "lost";
  return row.cancelRequestedAt === null ? "going" : "cancel";
};

/** Whether a lost build or a wish to cancel is there to be noticed. */
export async function findHeldBuild(db: Database, id: string, workerId: string): Promise<HeldBuild> {
  const where = { id, workerId, finishedAt: null };
  return toHeld(await db.imageBuild.findFirst({ where, select: { cancelRequestedAt: true } }));
}

/** Says that the worker is still at it, which wakes whoever follows the build. */
export async function beatBuild(db: Database, id: string, workerId: string, now: Date): Promise<HeldBuild> {
  const rows = await db.imageBuild.updateManyAndReturn({
    where: { id, workerId, finishedAt: null },
    data: { heartbeatAt: now },
    select: { cancelRequestedAt: true },
  });
  return toHeld(rows[0]);
}

/** Builds that a worker has but has not said anything of since `silentSince`. */
export async function listAbandonedBuilds(db: Database, silentSince: Date) {
  return db.imageBuild.findMany({
    where: {
      finishedAt: null,
      status: { in: ["IN_PROGRESS", "BUILT"] },
      OR: [{ heartbeatAt: null }, { heartbeatAt: { lt: silentSince } }],
    },
    select: { id: true, workerId: true, attempt: true, cancelRequestedAt: true, artifactId: true },
  });
}

/** Takes an abandoned build over, so that one worker alone cleans up after it. */
export async function adoptBuild(
  db: Database,
  { id, workerId }: { id: string; workerId: string | null },
  byWorkerId: string,
  silentSince: Date,
  now: Date,
): Promise<boolean> {
  const { count } = await db.imageBuild.updateMany({
    where: {
      id,
      workerId,
      finishedAt: null,
      OR: [{ heartbeatAt: null }, { heartbeatAt: { lt: silentSince } }],
    },
    data: { workerId: byWorkerId, heartbeatAt: now },
  });
  return count === 1;
}

/** Builds that wait, oldest first. */
export async function listWaitingBuilds(db: Database): Promise<string[]> {
  const rows = await db.imageBuild.findMany({
    where: { status: "PENDING", finishedAt: null },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

interface EngineRemains {
  buildId: string;
  containers: number;
}

/**
 * Of the builds that the engine still holds something of, those of which it should not: not known for a day, cancelled, failed
 * with a later one since, or over with a container left of an attempt that was interrupted. The finished steps of one
 * that failed last are kept: the next begins with them. One that is not known may be another installation's, which
 * builds on the same engine at this moment.
 */
export async function listSweepable(
  db: Database,
  remains: readonly EngineRemains[],
  now: Date,
): Promise<string[]> {
  const old = leastId(new Date(now.getTime() - 24 * 3_600_000));
  const ids = remains.map(({ buildId }) => buildId);
  const counts = remains.map(({ containers }) => containers);
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT i."id" FROM unnest(${ids}::text[], ${counts}::int[]) AS i("id", "containers")
      LEFT JOIN "image_build" b ON b."id" = i."id"
      WHERE (b."id" IS NULL AND i."id" < ${old} COLLATE "C") OR b."status" = 'CANCELLED' OR (b."finished_at" IS NOT NULL AND i."containers" > 0)
        OR (b."status" = 'FAILED' AND EXISTS (
          SELECT 1 FROM "image_build" l WHERE l."artifact_id" = b."artifact_id" AND l."id" > b."id"
            AND l."finished_at" IS NOT NULL))`,
  );
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

/** A step of a build, as far as it has come. */
export interface StepRow {
  number: number;
  instruction: string;
  firstLine: number;
  cached: boolean;
  startedAt: Date;
  endedAt: Date | null;
}

/** Writes steps as they are by now, new ones and known ones, all or none. */
export async function writeSteps(db: Database, buildId: string, steps: readonly StepRow[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "build_step" ("build_id", "number", "instruction", "first_line", "cached", "started_at", "ended_at")
    SELECT ${buildId}, s."number", s."instruction", s."firstLine", s."cached", s."startedAt", s."endedAt"
    FROM jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) AS s("number" int, "instruction" text, "firstLine" int,
      "cached" boolean, "startedAt" timestamptz, "endedAt" timestamptz)
    ON CONFLICT ("build_id", "number") DO UPDATE SET "instruction" = EXCLUDED."instruction",
      "first_line" = EXCLUDED."first_line", "cached" = EXCLUDED."cached", "started_at" = EXCLUDED."started_at",
      "ended_at" = EXCLUDED."ended_at"`;
}

export async function endSteps(db: Database, buildId: string, now: Date): Promise<void> {
  await db.buildStep.updateMany({ where: { buildId, endedAt: null }, data: { endedAt: now } });
}

/** A build that starts over has its steps still to come; the log goes on. */
export async function forgetSteps(db: Database, buildId: string): Promise<void> {
  await db.buildStep.deleteMany({ where: { buildId } });
}

interface BuiltReferences {
  buildId: string;
  /** Everything an artifact may call the image by. */
  references: string[];
}

/**
 * Of the builds, those whose images must stay: an artifact that is there names one, locked or not, or the build is not
 * over, or is among the last `kept` of a draft.
 */
export async function listNeededBuilds(
  db: Database,
  built: readonly BuiltReferences[],
  kept: number,
): Promise<Set<string>> {
  const pairs = built.flatMap(({ buildId, references }) =>
    references.map((reference) => ({ buildId, reference })),
  );
  const rows = await selectRows(
    db,
    Prisma.sql`WITH "known" AS (
        SELECT b."id", b."finished_at", row_number() OVER (PARTITION BY b."artifact_id" ORDER BY b."id" DESC) AS "age"
        FROM "image_build" b WHERE b."artifact_id" IN (
          SELECT "artifact_id" FROM "image_build" WHERE "id" = ANY(${built.map(({ buildId }) => buildId)}::text[]))
          AND (b."status" = 'COMPLETED' OR b."finished_at" IS NULL)
      )
      SELECT "id" FROM "known" WHERE "finished_at" IS NULL OR "age" <= ${kept}
      UNION
      SELECT p."build_id" FROM unnest(${pairs.map(({ buildId }) => buildId)}::text[],
          ${pairs.map(({ reference }) => reference)}::text[]) AS p("build_id", "reference")
        WHERE EXISTS (SELECT 1 FROM "artifact" a
          WHERE position('"' || p."reference" || '"' in a."spec"::text) > 0)`,
  );
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  );
}
