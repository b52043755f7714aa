import { z } from "zod";
import { searchHit, searchQuery } from "#lib/domain/search";
import { search } from "#lib/operations/search";
import { timestamp } from "./artifact-json";
import { defineRoute } from "./route";

const foundObject = z
  .strictObject({ ...searchHit.shape, updatedAt: timestamp.nullable() })
  .meta({ id: "SearchHit" });

export const searchRoutes = [
  defineRoute({
    tag: "Search",
    errors: "detail",
    method: "GET",
    path: "/search",
    summary:
      "Find anything you may see by name, description, id, digest, tag or version (`claims v14`), the best first",
    operation: search,
    query: searchQuery,
    input: ({ query }) => query,
    success: { status: 200, schema: z.strictObject({ data: z.array(foundObject), count: z.int() }) },
    refusals: [422],
    render: (hits) => ({ text: JSON.stringify({ data: hits, count: hits.length }) }),
  }),
];
