import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { effectiveRoles } from "#lib/domain/actors";
import { AppError, notFound } from "#lib/domain/errors";
import type { ArtifactRecord } from "#lib/domain/records";
import { capabilitiesOf } from "#lib/domain/roles";
import { requirePromotable } from "#lib/domain/workload-rules";
import type { WorkloadRecord } from "#lib/domain/workloads";
import { findArtifact } from "#lib/store/artifacts";
import { findReplacementUnderWay } from "#lib/store/replacements";
import { workloadWith } from "./access";
import { holdDraft, lockHeldDraft } from "./artifact-drafts";
import { lockPreview, previewLock } from "./artifact-locks";
import { type AccessContext, defineOperation } from "./operation";
import { auditWorkload, holdFreshWorkload, recordDone, tellEvent } from "./workload-changes";
import { getFreshWorkload, viewWorkload, workloadView } from "./workload-views";

interface Promotion {
  actor: Actor;
  workload: WorkloadRecord;
  artifact: ArtifactRecord;
}

/** Its owner alone, who may also change the draft: promoting locks it. */
async function promotion(context: AccessContext, input: { id: string }): Promise<Promotion> {
  const { actor, workload } = await workloadWith("shareOwner")(context, input);
  const artifact = await findArtifact(context.db, actor, workload.artifact.id);
  if (!artifact) throw notFound("Artifact");
  if (!capabilitiesOf(effectiveRoles(actor, artifact.roles)).has("update"))
    throw new AppError("forbidden", "Your role does not let you lock this artifact");
  return { actor, workload, artifact };
}

export const promotionPreview = lockPreview.extend({
  /** What it means for the workload. */
  effects: z.array(z.string()),
});

export const previewPromotion = defineOperation({
  name: "workloads.previewPromotion",
  kind: "read",
  input: z.object({ id: z.string(), withImages: z.boolean().default(true) }),
  output: promotionPreview,
  access: promotion,
  run: async (context, { withImages }, { actor, workload, artifact }) => {
    requirePromotable(workload, await findReplacementUnderWay(context.db, workload.id));
    const preview = await previewLock.run(context, { id: artifact.id, withImages }, { actor, artifact });
    const keeps = "It keeps its id, endpoint, roles and running containers";
    return { ...preview, effects: [keeps, "Its statistics start anew", "It has no limit of time any more"] };
  },
});

/** Locks the draft that a workload runs, in place (contract 7.11). */
export const promoteWorkload = defineOperation({
  name: "workloads.promote",
  kind: "write",
  input: z.object({ id: z.string() }),
  output: workloadView,
  access: promotion,
  run: async (context, _input, { actor, workload: seen, artifact }) => {
    const { db, now } = context;
    requirePromotable(seen, null);
    const { id } = seen;
    const draft = await holdDraft(context, actor, artifact, undefined);
    const workload = await holdFreshWorkload(context, actor, id);
    requirePromotable(workload, await findReplacementUnderWay(db, id));
    const locked = await lockHeldDraft(context, actor, draft, `Promoted with workload ${workload.name}`);
    const protonId = workload.activeProtonId ?? "";
    await recordDone(context, actor, {
      workloadId: id,
      kind: "promotion",
      candidateArtifactId: locked.id,
      candidateProtonId: protonId,
      previousArtifactId: locked.id,
      previousProtonId: protonId,
      runtime: workload.runtime,
    });
    const version = locked.version ?? 0;
    auditWorkload(context, "workload.promote", workload, [
      { path: "artifact.status", before: "draft", after: "locked" },
      { path: "artifact.version", before: null, after: version },
    ]);
    await tellEvent(context, actor, id, "Workload Promoted", { artifactId: locked.id, version });
    return viewWorkload(actor, await getFreshWorkload(context, actor, id), now);
  },
});
