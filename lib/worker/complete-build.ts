import { findArtifactChanges } from "#lib/domain/audit-changes";
import { applyBuild, type PhaseStart } from "#lib/domain/builds";
import { findHeldArtifact, updateDraft } from "#lib/store/artifacts";
import { appendAuditEntry } from "#lib/store/audit";
import { type BuildOrder, updateOwnBuild } from "#lib/store/build-work";
import { type Database, inTransaction } from "#lib/store/database";
import { adjustRepository } from "#lib/store/repositories";
import { BuildStopped } from "./watch-build";

interface Result {
  imageUri: string;
  phases: readonly PhaseStart[];
}

/**
 * Ends a build with its image in the artifact, both or neither. The artifact is read under its repository's lock, so an
 * edit made while the image was built stays, and one that comes now waits. Stops as lost when the build is somebody
 * else's by now.
 */
export async function completeBuild(order: BuildOrder, workerId: string, result: Result): Promise<void> {
  await inTransaction(async (db) => {
    const now = new Date();
    const reason = await putImage(db, order, result.imageUri, now);
    const change = { ...result, status: "COMPLETED", reason, finishedAt: now } as const;
    if (!(await updateOwnBuild(db, order.id, workerId, change, now))) throw new BuildStopped("lost");
  });
}

/** Why the image is not in the artifact, or null when it is. */
async function putImage(
  db: Database,
  order: BuildOrder,
  imageUri: string,
  now: Date,
): Promise<string | null> {
  const artifact = await findHeldArtifact(db, order.artifactId);
  if (artifact === null) return "The artifact is gone.";
  if (artifact.status === "locked") return "The artifact was locked meanwhile and keeps the image it had.";
  const spec = applyBuild(artifact.spec, { ...order, imageUri });
  if (spec === null)
    return "The artifact is built from another source by now, so its image was left as it is.";
  if (!(await updateDraft(db, artifact.id, artifact.revision, { spec }, now)))
    throw new Error("A held draft changed");
  await adjustRepository(db, artifact.repositoryId, {}, now);
  const { name, description, repositoryId } = artifact;
  await appendAuditEntry(db, order.organizationId, {
    verb: "artifact.build",
    objectType: "artifact",
    objectId: artifact.id,
    objectName: name,
    repositoryId,
    actorId: null,
    actorName: "Plimsoll",
    tokenId: null,
    changes: findArtifactChanges({ name, description, spec: artifact.spec }, { name, description, spec }),
    requestId: order.id,
    createdAt: now,
  });
  return null;
}
