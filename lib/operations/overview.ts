import { z } from "zod";
import { userRole } from "#lib/domain/actors";
import { artifactQuery, repositoryQuery } from "#lib/domain/lists";
import { workloadQuery } from "#lib/domain/workloads";
import { listArtifacts } from "#lib/store/artifacts";
import { getOrganization } from "#lib/store/organizations";
import { listRepositories } from "#lib/store/repositories";
import { listWorkloads } from "#lib/store/workloads";
import { signedIn } from "./access";
import { defineOperation } from "./operation";

/** What every page shows around itself: who is signed in, where, and how much there is to see. */
export const getOverview = defineOperation({
  name: "overview.get",
  kind: "read",
  input: z.object({}),
  output: z.object({
    person: z.object({ id: z.string(), name: z.string(), email: z.string(), role: userRole }),
    organization: z.object({
      id: z.string(),
      name: z.string(),
      maxConcurrentWorkloads: z.int(),
      maxWorkloadReplicas: z.int(),
    }),
    repositories: z.int(),
    artifacts: z.int(),
    workloads: z.int(),
  }),
  access: signedIn,
  run: async ({ db }, _input, { actor }) => {
    const { userId: id, name, email, role } = actor;
    const [organization, repositories, artifacts, workloads] = await Promise.all([
      getOrganization(db, actor.organizationId),
      listRepositories(actor, repositoryQuery.parse({ limit: 1 })),
      listArtifacts(actor, artifactQuery.parse({ limit: 1 })),
      listWorkloads(actor, workloadQuery.parse({ limit: 1 })),
    ]);
    return {
      person: { id, name, email, role },
      organization,
      repositories: repositories.totalCount,
      artifacts: artifacts.totalCount,
      workloads: workloads.totalCount,
    };
  },
});
