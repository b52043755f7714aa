import { z } from "zod";
import { knownRevision, requireDraft, requireLockable } from "#lib/domain/artifacts";
import { findLockObstacles } from "#lib/domain/builds";
import { AppError, type Issue, issue } from "#lib/domain/errors";
import { findWarnings } from "#lib/domain/findings";
import { containerImage } from "#lib/domain/image-facts";
import { findWarningsOfImages } from "#lib/domain/image-findings";
import type { StoredSpec } from "#lib/domain/spec";
import { listVersionsWithDigest } from "#lib/store/artifacts";
import { listRunningBuilds } from "#lib/store/builds";
import { getLastVersion } from "#lib/store/repositories";
import { artifactWith } from "./access";
import { digestSpec, holdDraft, lockHeldDraft } from "./artifact-drafts";
import { describeImages } from "./artifact-images";
import { artifactView, withVerdict } from "./artifact-views";
import { defineOperation } from "./operation";

/** What locking would do, as the dialog and `?dryRun=true` show it. */
export const lockPreview = z.object({
  /** The version number it would get, unless somebody locks another draft first. */
  version: z.int(),
  specDigest: z.string(),
  /** Earlier versions of the same content. */
  equalVersions: z.array(z.object({ id: z.string(), version: z.int() })),
  /** What stands in the way; locking is refused until the list is empty. */
  problems: z.array(issue),
  /** What is allowed but worth a look. */
  warnings: z.array(issue),
  /** The digest that each image would be locked to, and what is known of it. */
  images: z.array(containerImage),
  /** What can never change afterwards. */
  fixedForEver: z.array(z.string()),
  revision: z.int(),
});
export type LockPreview = z.infer<typeof lockPreview>;

export const previewLock = defineOperation({
  name: "artifacts.previewLock",
  kind: "read",
  /** Asking about images takes as long as their registries do: who wants the rest at once asks for them later. */
  input: z.object({ id: z.string(), withImages: z.boolean().default(true) }),
  output: lockPreview,
  access: artifactWith("update"),
  run: async ({ db }, { withImages }, { actor, artifact }) => {
    requireDraft(artifact);
    const { spec } = artifact;
    const specDigest = digestSpec(spec);
    const images = withImages ? await describeImages(actor, spec, []) : [];
    return {
      version: (await getLastVersion(db, artifact.repositoryId)) + 1,
      specDigest,
      equalVersions: await listVersionsWithDigest(db, artifact.repositoryId, specDigest),
      problems: [...findLockProblems(spec), ...findLockObstacles(await listRunningBuilds(db, artifact.id))],
      warnings: [...findWarnings(spec), ...findWarningsOfImages(spec, images)],
      images,
      fixedForEver: ["name", "description", "spec"],
      revision: artifact.revision,
    };
  },
});

function findLockProblems(spec: StoredSpec): Issue[] {
  try {
    requireLockable(spec);
    return [];
  } catch (error) {
    if (error instanceof AppError) return error.issues;
    throw error;
  }
}

/** What may be said along with locking. */
export const lockRequest = z.strictObject({
  reason: z.string().trim().max(2000, "At most 2000 characters").optional(),
});

export const lockArtifact = defineOperation({
  name: "artifacts.lock",
  kind: "write",
  input: lockRequest.extend({ id: z.string(), revision: knownRevision }),
  output: artifactView,
  access: artifactWith("update"),
  run: async (context, { reason, revision }, { actor, artifact }) => {
    const draft = await holdDraft(context, actor, artifact, revision);
    return withVerdict(actor, await lockHeldDraft(context, actor, draft, reason || null));
  },
});
