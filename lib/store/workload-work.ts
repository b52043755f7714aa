import { z } from "zod";
import { scale } from "#lib/domain/autoscaling";
import { type ReplacementRecord, replacementRecord } from "#lib/domain/replacements";
import { type RunStatus, runStatus, type Standing } from "#lib/domain/run-status";
import { runtime } from "#lib/domain/runtime";
import { replicaRecord } from "#lib/domain/workloads";
import { type Database, Prisma, selectRows } from "./database";

const goal = z.enum(["run", "drain", "stop"]);

/** A proton of which something may be left. */
const livingProton = z.object({
  id: z.string(),
  workloadId: z.string(),
  artifactId: z.string(),
  number: z.int(),
  role: z.enum(["active", "candidate"]).nullable(),
  goal,
  status: runStatus,
  statusReason: z.string().nullable(),
  runtime,
  scale,
  createdAt: z.date(),
  runningSince: z.date().nullable(),
  drainingSince: z.date().nullable(),
});
export type LivingProton = z.infer<typeof livingProton>;

const heldReplica = replicaRecord.extend({ workloadId: z.string(), goalSince: z.date() });
export type HeldReplica = z.infer<typeof heldReplica>;

const workloadRow = z.object({
  id: z.string(),
  organizationId: z.string(),
  name: z.string(),
  artifactId: z.string(),
  activeProtonId: z.string().nullable(),
  goal: z.enum(["running", "stopped"]),
  status: runStatus,
  statusReason: z.string().nullable(),
  wokenAt: z.date().nullable(),
  deletedAt: z.date().nullable(),
});

/** Everything the worker decides by, of one workload. */
export interface ControlledWorkload extends z.infer<typeof workloadRow> {
  protons: LivingProton[];
  replicas: HeldReplica[];
  replacement: ReplacementRecord | null;
}

/** Workloads of which something is to run or to be taken away, all of them or those among `ids`, in four queries. */
export async function listControlled(
  db: Database,
  ids: readonly string[] | null,
): Promise<ControlledWorkload[]> {
  const among = ids === null ? Prisma.empty : Prisma.sql`w."id" = ANY(${[...ids]}::text[]) AND`;
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT w."id", w."organization_id" AS "organizationId", w."name", w."artifact_id" AS "artifactId",
        w."active_proton_id" AS "activeProtonId", w."goal"::text, w."status"::text, w."status_reason" AS "statusReason",
        w."woken_at" AS "wokenAt", w."deleted_at" AS "deletedAt"
      FROM "workload" w WHERE ${among} (w."deleted_at" IS NOT NULL OR (w."goal" = 'stopped' AND w."status" <> 'stopped')
        OR EXISTS (SELECT 1 FROM "proton" p WHERE p."workload_id" = w."id" AND p."ended_at" IS NULL)
        OR EXISTS (SELECT 1 FROM "replica" r WHERE r."workload_id" = w."id")
        OR EXISTS (SELECT 1 FROM "replacement" x WHERE x."workload_id" = w."id" AND x."ended_at" IS NULL))`,
  );
  const workloads = z.array(workloadRow).parse(rows);
  if (workloads.length === 0) return [];
  const parts = await readParts(
    db,
    workloads.map(({ id }) => id),
  );
  return workloads.map((workload) => ({
    ...workload,
    protons: parts.protons.get(workload.id) ?? [],
    replicas: parts.replicas.get(workload.id) ?? [],
    replacement: parts.replacements.get(workload.id)?.[0] ?? null,
  }));
}

async function readParts(db: Database, ids: string[]) {
  const unended = { workloadId: { in: ids }, endedAt: null };
  const [protons, replicas, replacements] = await Promise.all([
    db.proton.findMany({ where: unended, orderBy: { id: "asc" }, omit: { spec: true, images: true } }),
    db.replica.findMany({ where: { workloadId: { in: ids } }, orderBy: { id: "asc" } }),
    db.replacement.findMany({ where: unended }),
  ]);
  return {
    protons: groupByWorkload(z.array(livingProton).parse(protons)),
    replicas: groupByWorkload(z.array(heldReplica).parse(replicas)),
    replacements: groupByWorkload(z.array(replacementRecord).parse(replacements)),
  };
}

function groupByWorkload<Row extends { workloadId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.workloadId, [...(groups.get(row.workloadId) ?? []), row]);
  return groups;
}

/** What a workload shows, unless somebody has changed meanwhile what it is to do. */
export async function showWorkload(
  db: Database,
  seen: Pick<ControlledWorkload, "id" | "goal" | "activeProtonId">,
  { status, reason }: Standing,
): Promise<void> {
  const { id, goal: seenGoal, activeProtonId } = seen;
  await db.workload.updateMany({
    where: { id, goal: seenGoal, activeProtonId, deletedAt: null },
    data: { status, statusReason: reason },
  });
}

interface ProtonStanding {
  status: RunStatus;
  statusReason: string | null;
  runningSince: Date | null;
}

/** What a proton shows from now on. False: it does not show any more what it was seen with. */
export async function showProton(
  db: Database,
  { id, status }: Pick<LivingProton, "id" | "status">,
  standing: ProtonStanding,
  now: Date,
): Promise<boolean> {
  const { count } = await db.proton.updateMany({
    where: { id, status, endedAt: null },
    data: { ...standing, updatedAt: now },
  });
  return count === 1;
}

export async function setScale(
  db: Database,
  id: string,
  counts: z.infer<typeof scale>,
  now: Date,
): Promise<void> {
  await db.proton.updateMany({ where: { id }, data: { scale: storedScale(counts), updatedAt: now } });
}

const storedScale = (counts: z.infer<typeof scale>) =>
  Object.fromEntries(
    Object.entries(counts).map(([name, { count, since }]) => [name, { count, since: since.toISOString() }]),
  );

/** Nothing of a proton is left. */
export async function endProton(db: Database, id: string, now: Date): Promise<void> {
  const ended = { status: "stopped", statusReason: null, endedAt: now, updatedAt: now } as const;
  await db.proton.updateMany({ where: { id, endedAt: null, role: "candidate" }, data: { role: null } });
  await db.proton.updateMany({ where: { id, endedAt: null, goal: "stop" }, data: ended });
}

/** The last that is done for a workload: what hangs on it goes with it. */
export async function deleteWorkload(db: Database, id: string): Promise<void> {
  await db.workload.deleteMany({ where: { id, deletedAt: { not: null } } });
}

/** Those of the workloads that this database knows, deleted or not. */
export async function listKnownWorkloads(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.workload.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}
