import { z } from "zod";
import { rankHits, readSearchTerm, searchHit, searchQuery } from "#lib/domain/search";
import { searchEverything } from "#lib/store/search";
import { signedIn } from "./access";
import { defineOperation } from "./operation";

/** Everything the caller may see by name, description, id, digest, tag or version, the best first. */
export const search = defineOperation({
  name: "search",
  kind: "read",
  input: searchQuery,
  output: z.array(searchHit),
  access: signedIn,
  run: async (_context, { q, limit }, { actor }) => {
    const term = readSearchTerm(q);
    return rankHits(term, await searchEverything(actor, term, limit), limit);
  },
});
