import { createHash } from "node:crypto";
import { type Actor, isAdministrator } from "#lib/domain/actors";
import { type KnownRevision, requireDraft, requireLockable } from "#lib/domain/artifacts";
import { requireNothingBuilds } from "#lib/domain/builds";
import { canonicalSpec } from "#lib/domain/canonical";
import { AppError, notFound } from "#lib/domain/errors";
import type { ArtifactRecord } from "#lib/domain/records";
import type { StoredSpec } from "#lib/domain/spec";
import { findLoosenings } from "#lib/domain/spec-rules";
import { findArtifact, lockDraft } from "#lib/store/artifacts";
import { listRunningBuilds } from "#lib/store/builds";
import { insertImagePins } from "#lib/store/image-pins";
import { holdRepository, takeNextVersion } from "#lib/store/repositories";
import { releaseDraftWorkloads } from "#lib/store/workloads";
import { withVerdict } from "./artifact-views";
import { pinImages } from "./image-digests";
import type { RunContext } from "./operation";

/** What an audit entry compares: the fields that are people's to change. */
export function auditedFields({
  name,
  description,
  spec,
}: {
  name: string;
  description: string;
  spec: StoredSpec;
}) {
  return { name, description, spec };
}

/** SHA-256 of the canonical form (RFC 8785), lower-case hexadecimal. */
export function digestSpec(spec: StoredSpec): string {
  return createHash("sha256").update(canonicalSpec(spec)).digest("hex");
}

/** The current state of an artifact that was seen a moment ago. */
export async function getFresh({ db }: RunContext, actor: Actor, id: string): Promise<ArtifactRecord> {
  const artifact = await findArtifact(db, actor, id);
  if (!artifact) throw notFound("Artifact");
  return artifact;
}

/**
 * Makes sure that the draft stays as it is until the transaction ends, and that it is the revision the caller knew.
 * Writers in one repository queue on the repository's row, always taken before any artifact's, so they cannot deadlock.
 */
export async function holdDraft(
  context: RunContext,
  actor: Actor,
  { id, repositoryId }: ArtifactRecord,
  known: KnownRevision,
): Promise<ArtifactRecord> {
  await holdRepository(context.db, repositoryId);
  const fresh = await getFresh(context, actor, id);
  requireDraft(fresh);
  if (known !== undefined && ![known].flat().includes(fresh.revision)) {
    throw new AppError("stale", `This is revision ${fresh.revision} now; yours was another one`, {
      current: withVerdict(actor, fresh),
    });
  }
  return fresh;
}

/** Loosened security needs an administrator (contract 2.9). */
export function requireAllowedSecurity(actor: Actor, spec: StoredSpec): void {
  if (isAdministrator(actor)) return;
  const issues = findLoosenings(spec);
  if (issues.length > 0)
    throw new AppError("forbidden", `${issues[0]?.path}: ${issues[0]?.message}`, { issues });
}

/** Locks a held draft as the next version of its repository. */
export async function lockHeldDraft(
  context: RunContext,
  actor: Actor,
  artifact: ArtifactRecord,
  reason: string | null,
): Promise<ArtifactRecord> {
  requireLockable(artifact.spec);
  const { db, now } = context;
  requireNothingBuilds(await listRunningBuilds(db, artifact.id));
  await insertImagePins(db, artifact.id, pinImages(artifact.spec, context.images, now));
  const version = await takeNextVersion(db, artifact.repositoryId, now);
  const specDigest = digestSpec(artifact.spec);
  const lock = { version, specDigest, lockedById: actor.userId, lockReason: reason, lockedAt: now };
  if (!(await lockDraft(db, artifact.id, artifact.revision, lock))) {
    throw new AppError("conflict", "The draft changed while it was being locked; try again");
  }
  await releaseDraftWorkloads(db, artifact.id, now);
  context.audit({
    verb: "artifact.lock",
    objectType: "artifact",
    objectId: artifact.id,
    objectName: artifact.name,
    repositoryId: artifact.repositoryId,
    changes: [
      { path: "status", before: "draft", after: "locked" },
      { path: "version", before: null, after: version },
      { path: "specDigest", before: null, after: specDigest },
      ...(reason === null ? [] : [{ path: "reason", after: reason }]),
    ],
  });
  return getFresh(context, actor, artifact.id);
}
