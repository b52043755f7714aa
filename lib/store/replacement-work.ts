import type { ReplacementRecord, ReplacementStatus } from "#lib/domain/replacements";
import type { Database } from "./database";
import { holdWorkload } from "./workloads";

interface ReplacementChange {
  status: ReplacementStatus;
  readyAt?: Date | null;
  message?: string | null;
  endedAt?: Date;
}

/** False: it is over, or somebody wants it canceled. */
export async function advanceReplacement(
  db: Database,
  id: string,
  change: ReplacementChange,
  now: Date,
): Promise<boolean> {
  const { count } = await db.replacement.updateMany({
    where: { id, endedAt: null, ...(change.endedAt === undefined ? { status: { not: "canceling" } } : {}) },
    data: { ...change, updatedAt: now },
  });
  return count === 1;
}

/** Ends a replacement before its switch: the candidate goes, what ran stays. False: too late. */
export async function endCandidate(
  db: Database,
  { id, candidateProtonId }: Pick<ReplacementRecord, "id" | "candidateProtonId">,
  end: { status: "errored" | "canceled"; message: string },
  now: Date,
): Promise<boolean> {
  const { count } = await db.replacement.updateMany({
    where: { id, endedAt: null, switchedAt: null },
    data: { ...end, endedAt: now, updatedAt: now },
  });
  if (count === 0) return false;
  await db.proton.updateMany({
    where: { id: candidateProtonId, role: "candidate" },
    data: { role: null, goal: "stop", updatedAt: now },
  });
  return true;
}

/**
 * From here on requests go to the candidate. To be called in a transaction. False: it was canceled, or the workload is
 * no longer to run.
 */
export async function switchReplacement(
  db: Database,
  { id, workloadId, candidateArtifactId, candidateProtonId, previousProtonId }: ReplacementRecord,
  now: Date,
): Promise<boolean> {
  if (!(await holdWorkload(db, workloadId))) return false;
  const changed = { updatedAt: now };
  const { count } = await db.replacement.updateMany({
    where: { id, endedAt: null, switchedAt: null, cancelRequestedAt: null },
    data: { status: "promoting", switchedAt: now, ...changed },
  });
  if (count === 0) return false;
  if (previousProtonId !== null)
    await db.proton.updateMany({
      where: { id: previousProtonId, endedAt: null },
      data: { goal: "drain", drainingSince: now, ...changed },
    });
  await db.proton.updateMany({ where: { workloadId, role: "active" }, data: { role: null, ...changed } });
  await db.proton.update({ where: { id: candidateProtonId }, data: { role: "active", ...changed } });
  const workload = { artifactId: candidateArtifactId, activeProtonId: candidateProtonId, ...changed };
  await db.workload.update({ where: { id: workloadId }, data: workload });
  // What is locked by now has no limit of time.
  await db.$executeRaw`UPDATE "workload" SET "expires_at" = NULL
    WHERE "id" = ${workloadId} AND EXISTS (
      SELECT 1 FROM "artifact" a WHERE a."id" = ${candidateArtifactId} AND a."status" = 'locked')`;
  return true;
}

export async function stopProton(db: Database, id: string, now: Date): Promise<void> {
  await db.proton.updateMany({ where: { id, endedAt: null }, data: { goal: "stop", updatedAt: now } });
}
