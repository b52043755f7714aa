import { z } from "zod";
import { comparisonQuery } from "#lib/domain/lists";
import { artifactComparison, compareArtifacts, comparedArtifact } from "#lib/operations/comparisons";
import { defineRoute } from "./route";

const formatted = artifactComparison
  .extend({
    artifacts: z.array(
      comparedArtifact
        .omit({ repositoryId: true, updatedAt: true })
        .extend({ artifactRepositoryId: z.string(), updatedAt: z.iso.datetime() }),
    ),
  })
  .meta({ id: "ArtifactComparison" });

const compare = defineRoute({
  tag: "Artifacts",
  errors: "detail",
  method: "GET",
  path: "/comparisons",
  summary: "Compare two to twelve artifacts field by field, each with the first; order alone is no change",
  operation: compareArtifacts,
  query: comparisonQuery,
  input: ({ query }) => query,
  success: { status: 200, schema: formatted },
  refusals: [404, 422],
  render: ({ artifacts, ...rest }) => ({
    text: JSON.stringify({
      artifacts: artifacts.map(({ repositoryId, ...artifact }) => ({
        ...artifact,
        artifactRepositoryId: repositoryId,
      })),
      ...rest,
    }),
  }),
});

export const comparisonRoutes = [compare];
