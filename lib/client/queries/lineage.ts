import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "#lib/client/rest";
import { buildLineage, lineageArtifact } from "#lib/domain/lineage";

const answer = z.object({ artifacts: z.array(lineageArtifact) });

/** The lineage of a repository. */
export function lineageOf(repositoryId: string) {
  return queryOptions({
    queryKey: ["artifacts", "lineage", repositoryId],
    queryFn: ({ signal }) =>
      getJson({ path: `/artifactRepositories/${repositoryId}/lineage`, answer, signal }),
    select: selectLineage,
  });
}

/** Outside, so that the lineage is made again only when its artifacts are others. */
function selectLineage({ artifacts }: z.output<typeof answer>) {
  return buildLineage(artifacts);
}
