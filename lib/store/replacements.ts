import { z } from "zod";
import {
  type ReplacementKind,
  type ReplacementRecord,
  type ReplacementStatus,
  replacementRecord,
} from "#lib/domain/replacements";
import type { Runtime } from "#lib/domain/runtime";
import { type Database, Prisma, selectRows } from "./database";
import { newId } from "./ids";

/** The newest change of a row's runtime or artifact as JSON, or null. */
export function newestReplacementOf(alias: "w"): Prisma.Sql {
  const w = Prisma.raw(alias);
  return Prisma.sql`(SELECT json_build_object('id', x."id", 'workloadId', x."workload_id", 'kind', x."kind",
      'status', x."status", 'message', x."message", 'candidateArtifactId', x."candidate_artifact_id",
      'candidateProtonId', x."candidate_proton_id", 'previousArtifactId', x."previous_artifact_id",
      'previousProtonId', x."previous_proton_id", 'warmupMinutes', x."warmup_minutes",
      'keepOldMinutes', x."keep_old_minutes", 'runtime', x."runtime", 'userId', x."user_id",
      'createdAt', x."created_at", 'updatedAt', x."updated_at", 'readyAt', x."ready_at",
      'switchedAt', x."switched_at", 'endedAt', x."ended_at", 'cancelRequestedAt', x."cancel_requested_at")
    FROM "replacement" x WHERE x."workload_id" = ${w}."id" ORDER BY x."id" DESC LIMIT 1)`;
}

export interface NewReplacement {
  workloadId: string;
  kind: ReplacementKind;
  status: ReplacementStatus;
  candidateArtifactId: string;
  candidateProtonId: string;
  previousArtifactId: string | null;
  previousProtonId: string | null;
  warmupMinutes: number;
  keepOldMinutes: number;
  runtime: Runtime;
  userId: string;
  switchedAt: Date | null;
  endedAt: Date | null;
}

export async function insertReplacement(
  db: Database,
  replacement: NewReplacement,
  now: Date,
): Promise<ReplacementRecord> {
  const row = await db.replacement.create({
    data: { ...replacement, id: newId(), createdAt: now, updatedAt: now },
  });
  return replacementRecord.parse(row);
}

/** The one under way, or null. */
export async function findReplacementUnderWay(
  db: Database,
  workloadId: string,
): Promise<ReplacementRecord | null> {
  const row = await db.replacement.findFirst({ where: { workloadId, endedAt: null } });
  return row && replacementRecord.parse(row);
}

/** Asks the worker to give up. False: it is over, or past the point. */
export async function requestReplacementCancel(db: Database, id: string, now: Date): Promise<boolean> {
  const { count } = await db.replacement.updateMany({
    where: { id, endedAt: null, switchedAt: null },
    data: { cancelRequestedAt: now, status: "canceling", updatedAt: now },
  });
  return count === 1;
}

/** Everything a workload ran, the newest first. */
export async function listReplacements(
  db: Database,
  workloadId: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ rows: ReplacementRecord[]; total: number }> {
  const [rows, total] = await Promise.all([
    db.replacement.findMany({ where: { workloadId }, orderBy: { id: "desc" }, skip: offset, take: limit }),
    db.replacement.count({ where: { workloadId } }),
  ]);
  return { rows: z.array(replacementRecord).parse(rows), total };
}

/** Names of what is in a history: people, and the artifacts' names and versions. */
export async function nameHistory(db: Database, rows: readonly ReplacementRecord[]) {
  const ids = [...new Set(rows.map(({ candidateArtifactId }) => candidateArtifactId))];
  const people = [...new Set(rows.map(({ userId }) => userId))];
  const [artifacts, users] = await Promise.all([
    selectRows(
      db,
      Prisma.sql`SELECT "id", "name", "version" FROM "artifact" WHERE "id" = ANY(${ids}::text[])`,
    ),
    db.user.findMany({ where: { id: { in: people } }, select: { id: true, name: true, email: true } }),
  ]);
  const labels = z
    .array(z.object({ id: z.string(), name: z.string(), version: z.int().nullable() }))
    .parse(artifacts);
  return {
    artifacts: new Map(labels.map((label) => [label.id, label])),
    users: new Map(users.map((user) => [user.id, user])),
  };
}
