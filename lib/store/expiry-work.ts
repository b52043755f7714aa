import { appendAuditEntry } from "./audit";
import { type Database, inTransaction } from "./database";
import { stopProtons } from "./protons";
import { insertEvent } from "./workload-events";
import { holdWorkload, updateWorkload } from "./workloads";

/** Workloads of drafts whose time is over. */
export async function listExpired(db: Database, now: Date): Promise<string[]> {
  const rows = await db.workload.findMany({
    where: { deletedAt: null, expiresAt: { lte: now } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Ends such a workload as deleting it does; the history of its artifact keeps why. False: it was started anew meanwhile. */
export async function expireWorkload(id: string, now: Date): Promise<boolean> {
  return inTransaction(async (db) => {
    if (!(await holdWorkload(db, id))) return false;
    const workload = await db.workload.findUniqueOrThrow({ where: { id } });
    if (workload.expiresAt === null || workload.expiresAt > now) return false;
    await stopProtons(db, id, now);
    await updateWorkload(db, id, { goal: "stopped", deletedAt: now }, now);
    const message = "Draft's 8 hours are over";
    await insertEvent(
      db,
      { workloadId: id, eventType: "Draft Expired", actorId: null, details: { message } },
      now,
    );
    const artifact = await db.artifact.findUnique({ where: { id: workload.artifactId } });
    if (artifact === null) return true;
    await appendAuditEntry(db, workload.organizationId, {
      verb: "workload.expire",
      objectType: "artifact",
      objectId: artifact.id,
      objectName: artifact.name,
      repositoryId: artifact.repositoryId,
      actorId: null,
      actorName: "Plimsoll",
      tokenId: null,
      changes: [{ path: "workload", before: workload.name, after: null }],
      requestId: id,
      createdAt: now,
    });
    return true;
  });
}
