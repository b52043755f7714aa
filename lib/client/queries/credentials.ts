import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { getJson } from "#lib/client/rest";
import { credentialType } from "#lib/domain/credentials";

const credential = z.object({ credentialId: z.string(), name: z.string(), credentialType });
export type CredentialChoice = z.infer<typeof credential>;

const credentials = z.object({ data: z.array(credential) });

/** What this person may name in an artifact, by name. */
export function credentialChoices() {
  return queryOptions({
    queryKey: ["credentials"],
    queryFn: async ({ signal }) => {
      const query = { usable: "true", limit: 1_000 };
      const { data } = await getJson({ path: "/credentials", query, answer: credentials, signal });
      return data.sort((one, other) => one.name.localeCompare(other.name));
    },
  });
}
