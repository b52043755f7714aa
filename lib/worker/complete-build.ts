import { findArtifactChanges } from "#lib/domain/audit-changes";
import { applyBuild, type PhaseStart } from "#lib/domain/builds";
import { findHeldArtifact, updateDraft } from "#lib/store/artifacts";
import { appendAuditEntry } from "#lib/store/audit";
import { type BuildOrder, updateOwnBuild } from "#lib/store/build-work";
import { type Database, inTransaction } from "#lib/store/database";
import { adjustRepository, holdRepository } from "#lib/store/repositories";

interface Result {
  imageUri: string;
  phases: readonly PhaseStart[];
}

/**
 * Ends a build with its image in the artifact, both or neither. The artifact is read under its repository's lock, so an
 * edit made while the image was built stays, and one that comes now waits. What came of it, in words; null: the build is
 * somebody else's by now.
 */
export function completeBuild(order: BuildOrder, workerId: string, result: Result): Promise<string | null> {
  return inTransaction(async (db) => {
    const now = new Date();
    const outcome = await putImage(db, order, result.imageUri, now);
    const own = await updateOwnBuild(
      db,
      order.id,
      workerId,
      {
        status: "COMPLETED",
        imageUri: result.imageUri,
        phases: result.phases,
        reason: outcome.reason,
        finishedAt: now,
      },
      now,
    );
    if (!own) throw new LostBuild();
    return outcome.words;
  }).catch((error: unknown) => {
    if (error instanceof LostBuild) return null;
    throw error;
  });
}

class LostBuild extends Error {}

async function putImage(
  db: Database,
  order: BuildOrder,
  imageUri: string,
  now: Date,
): Promise<{ words: string; reason: string | null }> {
  const artifact = await findHeldArtifact(db, order.artifactId, (repositoryId) =>
    holdRepository(db, repositoryId),
  );
  const left = (reason: string) => ({ words: `The image is ${imageUri}. ${reason}`, reason });
  if (artifact === null) return left("The artifact is gone.");
  if (artifact.status === "locked")
    return left("The artifact was locked meanwhile and keeps the image it had.");
  const spec = applyBuild(artifact.spec, { ...order, imageUri });
  if (spec === null)
    return left("The artifact is built from another source by now, so its image was left as it is.");
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
  return { words: `The artifact has the image ${imageUri}`, reason: null };
}
