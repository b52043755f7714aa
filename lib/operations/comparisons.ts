import { z } from "zod";
import { change, compareContents, reordering } from "#lib/domain/comparison";
import { maskAt, maskChange } from "#lib/domain/comparison-mask";
import { listParts, part } from "#lib/domain/comparison-parts";
import { notFound } from "#lib/domain/errors";
import { comparisonQuery } from "#lib/domain/lists";
import { artifactSummary } from "#lib/domain/records";
import { findArtifact } from "#lib/store/artifacts";
import { signedIn } from "./access";
import { defineOperation } from "./operation";

/** What a comparison says of each artifact in it. */
export const comparedArtifact = artifactSummary.pick({
  id: true,
  name: true,
  type: true,
  status: true,
  version: true,
  repositoryId: true,
  parentId: true,
  updatedAt: true,
});

/** The first artifact is the base; each of the others has its changes against it, with credentials masked. */
export const artifactComparison = z.object({
  artifacts: z.array(comparedArtifact),
  comparisons: z.array(
    z.object({ artifactId: z.string(), changes: z.array(change), reorderings: z.array(reordering) }),
  ),
  /** Everything that is set in the base, asked for with `all`. */
  fields: z.array(part).optional(),
});
export type ArtifactComparison = z.infer<typeof artifactComparison>;

export const compareArtifacts = defineOperation({
  name: "artifacts.compare",
  kind: "read",
  input: comparisonQuery,
  output: artifactComparison,
  access: async (context, { ids }) => {
    const { actor } = await signedIn(context);
    const artifacts = await Promise.all(ids.map((id) => findArtifact(context.db, actor, id)));
    return artifacts.map((artifact) => {
      if (!artifact) throw notFound("Artifact");
      return artifact;
    });
  },
  run: async (_context, { all }, artifacts) => {
    const [base, ...others] = artifacts;
    if (!base) throw notFound("Artifact");
    const comparisons = others.map((other) => {
      const { changes, reorderings } = compareContents(base, other);
      return { artifactId: other.id, changes: changes.map(maskChange), reorderings };
    });
    const fields = listParts(base).map((one) => ({ ...one, value: maskAt(one.address, one.value) }));
    return { artifacts, comparisons, ...(all && { fields }) };
  },
});
