import { z } from "zod";
import { change, compareContents, reordering } from "#lib/domain/comparison";
import { maskChange } from "#lib/domain/comparison-mask";
import { notFound } from "#lib/domain/errors";
import { findArtifact } from "#lib/store/artifacts";
import { findProtonSpec } from "#lib/store/protons";
import { workloadWith } from "./access";
import { type AccessContext, defineOperation } from "./operation";

const input = z.object({ id: z.string(), artifactId: z.string() });

/** Both artifacts are proved here; what runs may be of one that is not shared with whoever asks. */
async function seenBesideRunning(context: AccessContext, { id, artifactId }: z.output<typeof input>) {
  const { actor, workload } = await workloadWith("inspect")(context, { id });
  const candidate = await findArtifact(context.db, actor, artifactId);
  if (!candidate) throw notFound("Artifact");
  return { workload, candidate, current: await findArtifact(context.db, actor, workload.artifact.id) };
}

/**
 * What would differ in what runs if an artifact took its place, credentials masked: against the spec that was started,
 * so that the same draft, edited since, differs from itself. Null where what runs is not shared with whoever asks.
 */
export const compareWithRunning = defineOperation({
  name: "workloads.compareWithRunning",
  kind: "read",
  input,
  output: z.object({ changes: z.array(change), reorderings: z.array(reordering) }).nullable(),
  access: seenBesideRunning,
  run: async ({ db }, _input, { workload, candidate, current }) => {
    const spec = workload.activeProtonId && (await findProtonSpec(db, workload.activeProtonId));
    if (!current || !spec) return null;
    const { changes, reorderings } = compareContents({ ...current, spec }, candidate);
    return { changes: changes.map(maskChange), reorderings };
  },
});
