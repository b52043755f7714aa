import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "#lib/client/rest";

const version = z.object({ id: z.string(), label: z.string() });
const environment = z.object({
  id: z.string(),
  name: z.string(),
  latestSuccessfulVersion: version.nullable(),
});
export type EnvironmentChoice = z.infer<typeof environment>;

const environments = z.object({ data: z.array(environment) });
const versions = z.object({ data: z.array(version) });

/** What a Dockerfile can be generated from. */
export function environmentChoices() {
  return queryOptions({
    queryKey: ["environments"],
    queryFn: ({ signal }) =>
      getJson({ path: "/executionEnvironments", query: { limit: 100 }, answer: environments, signal }),
  });
}

/** The versions of one of them, newest first; none of one that is not known. */
export function environmentVersions(environmentId: string) {
  return queryOptions({
    queryKey: ["environments", environmentId, "versions"],
    queryFn: ({ signal }) =>
      getJson({
        path: `/executionEnvironments/${encodeURIComponent(environmentId)}/versions`,
        query: { limit: 100 },
        answer: versions,
        signal,
      }),
    enabled: environmentId !== "",
  });
}
