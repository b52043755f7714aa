import { z } from "zod";
import { lineageArtifact } from "#lib/domain/lineage-artifacts";
import { getLineage } from "#lib/operations/lineage";
import { defineRoute } from "./route";

const lineage = z
  .strictObject({ artifacts: z.array(lineageArtifact.meta({ id: "LineageArtifact" })) })
  .meta({ id: "Lineage" });

export const lineageRoutes = [
  defineRoute({
    tag: "Artifact repositories",
    errors: "detail",
    method: "GET",
    path: "/artifactRepositories/{id}/lineage",
    summary: "Get what each artifact of a repository was cloned from, and when it was made and locked",
    operation: getLineage,
    input: ({ params }) => ({ id: params.id }),
    success: { status: 200, schema: lineage },
    refusals: [403, 404, 422],
    render: (found: z.output<typeof lineage>) => ({ text: JSON.stringify(found) }),
  }),
];
