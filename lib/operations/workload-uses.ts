import { z } from "zod";
import { countVisibleUsers, listVisibleUsers, repositoryUse, workloadUse } from "#lib/store/workloads";
import { signedIn } from "./access";
import { defineOperation } from "./operation";

/** What runs some artifacts, as far as the caller sees it. */
export const listWorkloadUses = defineOperation({
  name: "workloads.listUses",
  kind: "read",
  input: z.object({ artifactIds: z.array(z.string().max(256)).max(1_000) }),
  output: z.array(workloadUse),
  access: signedIn,
  run: (_context, { artifactIds }, { actor }) => listVisibleUsers(actor, artifactIds),
});

/** How many workloads run something of each of some repositories, as far as the caller sees them. */
export const countWorkloadUses = defineOperation({
  name: "workloads.countUses",
  kind: "read",
  input: z.object({ repositoryIds: z.array(z.string().max(256)).max(1_000) }),
  output: z.array(repositoryUse),
  access: signedIn,
  run: (_context, { repositoryIds }, { actor }) => countVisibleUsers(actor, repositoryIds),
});
