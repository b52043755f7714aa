import { z } from "zod";
import { type Actor, effectiveRoles } from "#lib/domain/actors";
import { scale, wantedReplicas } from "#lib/domain/autoscaling";
import type { Page } from "#lib/domain/paging";
import { capabilitiesOf } from "#lib/domain/roles";
import {
  type Importance,
  type WorkloadQuery,
  type WorkloadRecord,
  workloadRecord,
} from "#lib/domain/workloads";
import { type Database, database, Prisma, selectRows } from "./database";
import { type ListOrder, listRows } from "./keyset";
import { commonConditions, commonOrders, creatorOf, tagsOf } from "./list-filters";
import { newestReplacementOf } from "./replacements";
import { grantedRoles, isVisible, workloadSubjects, workloadVisibility } from "./visibility";

const from = Prisma.sql`"workload" w JOIN "artifact" a ON a."id" = w."artifact_id"`;

const readyReplicas = Prisma.sql`(SELECT count(*)::int FROM "replica" x
    WHERE x."proton_id" = w."active_proton_id" AND x."ready")`;

/** As a query gives it: with the counts of the groups that scale by themselves. */
const workloadRow = workloadRecord.omit({ wantedReplicas: true }).extend({ scale });

function readWorkload(row: unknown): WorkloadRecord {
  const { scale: counts, ...workload } = workloadRow.parse(row);
  return { ...workload, wantedReplicas: wantedReplicas(workload.runtime, counts) };
}

function columns(actor: Actor): Prisma.Sql {
  return Prisma.sql`w."id", w."name", w."description", w."importance"::text, w."status"::text,
    w."status_reason" AS "statusReason", w."goal"::text, w."active_proton_id" AS "activeProtonId",
    json_build_object('id', a."id", 'name', a."name", 'status', a."status", 'type', a."type", 'version', a."version",
      'repositoryId', a."repository_id") AS "artifact",
    (SELECT p."runtime" FROM "proton" p WHERE p."id" = w."active_proton_id") AS "runtime",
    ${readyReplicas} AS "readyReplicas",
    (SELECT p."scale" FROM "proton" p WHERE p."id" = w."active_proton_id") AS "scale",
    ${newestReplacementOf("w")} AS "newestReplacement",
    w."created_at" AS "createdAt", w."updated_at" AS "updatedAt", w."started_at" AS "startedAt",
    w."expires_at" AS "expiresAt", w."stats_since" AS "statsSince",
    ${creatorOf("w")} AS "creator", ${tagsOf("w")} AS "tags", ${grantedRoles(actor, workloadSubjects)} AS "roles"`;
}

function orderByRank(column: Prisma.Sql, type: Prisma.Sql): ListOrder {
  return {
    expression: column,
    toKey: Prisma.sql`${column}::text`,
    fromKey: (key) => Prisma.sql`${key}::${type}`,
    isKey: /^[a-z]{1,20}$/,
  };
}

const orders = {
  ...commonOrders("w"),
  status: orderByRank(Prisma.sql`w."status"`, Prisma.sql`run_status`),
  importance: orderByRank(Prisma.sql`w."importance"`, Prisma.sql`importance`),
};
const orderNames = z.enum(["name", "createdAt", "updatedAt", "status", "importance"]);

/** What a query narrows the workloads to, paging aside. */
function workloadConditions(actor: Actor, query: WorkloadQuery): Prisma.Sql[] {
  const { type, status, artifactStatus, importance, artifactId, repositoryId, ...common } = query;
  return [
    Prisma.sql`w."organization_id" = ${actor.organizationId}`,
    Prisma.sql`w."deleted_at" IS NULL`,
    ...commonConditions("w", common),
    ...(type ? [Prisma.sql`a."type" = ${type}::artifact_type`] : []),
    ...(status ? [Prisma.sql`w."status" = ANY(${status}::run_status[])`] : []),
    ...(artifactStatus ? [Prisma.sql`a."status" = ANY(${artifactStatus}::artifact_status[])`] : []),
    ...(importance ? [Prisma.sql`w."importance" = ANY(${importance}::importance[])`] : []),
    ...(artifactId ? [Prisma.sql`w."artifact_id" = ${artifactId}`] : []),
    ...(repositoryId ? [Prisma.sql`a."repository_id" = ${repositoryId}`] : []),
  ];
}

export async function listWorkloads(actor: Actor, query: WorkloadQuery): Promise<Page<WorkloadRecord>> {
  const { offset: _o, limit: _l, cursor: _c, ...filter } = query;
  const source = {
    from,
    id: Prisma.sql`w."id"`,
    where: Prisma.join(workloadConditions(actor, query), " AND "),
    visibility: workloadVisibility(actor),
    order: orders[orderNames.parse(filter.orderBy.replace("-", ""))],
    descending: filter.orderBy.startsWith("-"),
    columns: columns(actor),
    plannable: false,
    fingerprint: null,
  };
  const page = await listRows(actor, source, query);
  return { ...page, items: page.items.map(readWorkload) };
}

export async function findWorkload(db: Database, actor: Actor, id: string): Promise<WorkloadRecord | null> {
  const [row] = await selectRows(
    db,
    Prisma.sql`SELECT ${columns(actor)} FROM ${from}
      WHERE w."id" = ${id} AND w."organization_id" = ${actor.organizationId} AND w."deleted_at" IS NULL
        AND ${isVisible(actor, workloadSubjects)}`,
  );
  return row === undefined ? null : readWorkload(row);
}

/** Every workload that a filter leaves, as far as taking them together needs it. */
export async function listWorkloadIds(actor: Actor, query: WorkloadQuery) {
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT w."id", w."status"::text, w."importance"::text, ${grantedRoles(actor, workloadSubjects)} AS "roles"
      FROM ${from} WHERE ${Prisma.join(workloadConditions(actor, query), " AND ")} AND ${isVisible(actor, workloadSubjects)}`,
  );
  return z
    .array(workloadRecord.pick({ id: true, status: true, importance: true, roles: true }))
    .parse(rows)
    .map(({ roles, ...workload }) => ({
      ...workload,
      inspects: capabilitiesOf(effectiveRoles(actor, roles)).has("inspect"),
    }));
}

/** Waits for whoever changes this workload, and keeps others out until the transaction ends. False: it is gone. */
export async function holdWorkload(db: Database, id: string): Promise<boolean> {
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT "id" FROM "workload" WHERE "id" = ${id} AND "deleted_at" IS NULL FOR UPDATE`,
  );
  return rows.length === 1;
}

/** Lets one caller at a time use up what an organization may run; ends with the transaction. */
export async function holdOrganizationLimits(db: Database, organizationId: string) {
  await selectRows(
    db,
    Prisma.sql`SELECT pg_advisory_xact_lock(hashtext('plimsoll limits ' || ${organizationId}))::text AS "held"`,
  );
  return db.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { maxConcurrentWorkloads: true, maxWorkloadReplicas: true },
  });
}

/** How many workloads of an organization are to run. */
export async function countRunning(db: Database, organizationId: string): Promise<number> {
  return db.workload.count({ where: { organizationId, goal: "running", deletedAt: null } });
}

interface NewWorkload {
  id: string;
  name: string;
  description: string;
  importance: Importance;
  artifactId: string;
}

/** False: another one has the name. */
export async function insertWorkload(
  db: Database,
  actor: Actor,
  workload: NewWorkload,
  now: Date,
): Promise<boolean> {
  const { count } = await db.workload.createMany({
    data: {
      ...workload,
      organizationId: actor.organizationId,
      creatorId: actor.userId,
      createdAt: now,
      updatedAt: now,
      startedAt: now,
      statsSince: now,
    },
    skipDuplicates: true,
  });
  return count === 1;
}

interface WorkloadChange {
  name?: string | undefined;
  description?: string | undefined;
  importance?: Importance | undefined;
  artifactId?: string;
  activeProtonId?: string;
  goal?: "running" | "stopped";
  status?: "submitted" | "stopping" | "stopped";
  statusReason?: string | null;
  startedAt?: Date;
  expiresAt?: Date | null;
  statsSince?: Date;
  deletedAt?: Date;
}

/** To be called by whoever holds the workload. */
export async function updateWorkload(
  db: Database,
  id: string,
  change: WorkloadChange,
  now: Date,
): Promise<void> {
  await db.workload.update({ where: { id }, data: { ...change, updatedAt: now }, select: { id: true } });
}

/** Another workload with this name, if there is one, whoever may see it. */
export async function isNameTaken(
  db: Database,
  organizationId: string,
  name: string,
  exceptId: string,
): Promise<boolean> {
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT 1 FROM "workload" WHERE "organization_id" = ${organizationId} AND md5("name") = md5(${name})
      AND "deleted_at" IS NULL AND "id" <> ${exceptId}`,
  );
  return rows.length > 0;
}

const named = z.array(z.object({ id: z.string(), name: z.string() }));

/** Workloads that run an artifact, or are about to, or may go back to it while a replacement is under way. */
export async function listUsersOfArtifact(db: Database, artifactId: string) {
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT w."id", w."name" FROM "workload" w
      WHERE w."deleted_at" IS NULL AND (w."artifact_id" = ${artifactId} OR EXISTS (
        SELECT 1 FROM "proton" p WHERE p."workload_id" = w."id" AND p."artifact_id" = ${artifactId} AND p."ended_at" IS NULL))
      ORDER BY w."id"`,
  );
  return named.parse(rows);
}

/** Workloads that run, or are about to run, anything of a repository. */
export async function listUsersOfRepository(db: Database, repositoryId: string) {
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT DISTINCT w."id", w."name" FROM "workload" w
      LEFT JOIN "proton" p ON p."workload_id" = w."id" AND p."ended_at" IS NULL
      JOIN "artifact" a ON a."id" IN (w."artifact_id", p."artifact_id")
      WHERE w."deleted_at" IS NULL AND a."repository_id" = ${repositoryId} ORDER BY w."id"`,
  );
  return named.parse(rows);
}

/** What runs an artifact, as the registry's pages show it. */
export const workloadUse = workloadRecord
  .pick({ id: true, name: true, status: true, readyReplicas: true })
  .extend({ artifactId: z.string() });

/** Workloads of some artifacts that an actor may see, with their status: what runs where. */
export async function listVisibleUsers(actor: Actor, artifactIds: readonly string[]) {
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT w."id", w."name", w."status"::text, w."artifact_id" AS "artifactId",
        ${readyReplicas} AS "readyReplicas" FROM "workload" w
      WHERE w."deleted_at" IS NULL AND w."organization_id" = ${actor.organizationId}
        AND w."artifact_id" = ANY(${artifactIds}::text[]) AND ${isVisible(actor, workloadSubjects)}
      ORDER BY w."id"`,
  );
  return z.array(workloadUse).parse(rows);
}

export const repositoryUse = z.object({ repositoryId: z.string(), running: z.int() });

/** How many workloads that an actor may see run, or are to run, something of each repository; none of one without. */
export async function countVisibleUsers(actor: Actor, repositoryIds: readonly string[]) {
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT a."repository_id" AS "repositoryId", count(*)::int AS "running" FROM ${from}
      WHERE w."deleted_at" IS NULL AND w."goal" = 'running' AND w."organization_id" = ${actor.organizationId}
        AND a."repository_id" = ANY(${repositoryIds}::text[]) AND ${isVisible(actor, workloadSubjects)}
      GROUP BY a."repository_id"`,
  );
  return z.array(repositoryUse).parse(rows);
}

/** The workloads that run an artifact which has just been locked count anew, and live on (product rules 7 and 10). */
export async function releaseDraftWorkloads(db: Database, artifactId: string, now: Date): Promise<void> {
  await db.workload.updateMany({
    where: { artifactId, deletedAt: null },
    data: { statsSince: now, expiresAt: null, updatedAt: now },
  });
}
