import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "#lib/client/rest";
import { artifactStatus } from "#lib/domain/artifacts";
import { artifactType } from "#lib/domain/spec";

/** What a choice of artifacts shows of each. */
const artifactHit = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  type: artifactType,
  status: artifactStatus,
  version: z.int().nullable(),
  artifactRepositoryId: z.string(),
  updatedAt: z.iso.datetime(),
});
export type ArtifactHit = z.infer<typeof artifactHit>;

const found = z.object({ data: z.array(artifactHit), totalCount: z.int() });

const artifactKeys = {
  all: ["artifacts"],
  search: (term: string, repositoryId?: string) => [...artifactKeys.all, "search", term, repositoryId],
} as const;

/** Artifacts by name, description and part of the id, the last changed first; without a term the last changed of all. */
export function artifactSearch(term: string, { repositoryId }: { repositoryId?: string } = {}) {
  const search = term.trim().slice(0, 100);
  return queryOptions({
    queryKey: artifactKeys.search(search, repositoryId),
    queryFn: ({ signal }) =>
      getJson({
        path: "/artifacts",
        query: { search: search || undefined, repositoryId, limit: 20, orderBy: "-updatedAt" },
        answer: found,
        signal,
      }),
    // While the next letters are typed, the list stays instead of flickering.
    placeholderData: keepPreviousData,
  });
}
