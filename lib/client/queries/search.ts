import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "#lib/client/rest";
import { searchHit } from "#lib/domain/search";

const hit = searchHit.omit({ updatedAt: true });
export type PaletteHit = z.infer<typeof hit>;

const answer = z.object({ data: z.array(hit) });

/** Everything one may see that a term may mean, the best first. */
export function everythingSearch(term: string) {
  return queryOptions({
    queryKey: ["search", term],
    queryFn: ({ signal }) => getJson({ path: "/search", query: { q: term, limit: 20 }, answer, signal }),
    select: ({ data }) => data,
    enabled: term !== "",
    // While the next letters are typed, the list stays instead of flickering.
    placeholderData: keepPreviousData,
  });
}
