import { z } from "zod";
import { lineageArtifact } from "#lib/domain/lineage-artifacts";
import { listLineage } from "#lib/store/lineage";
import { repositoryWith } from "./access";
import { defineOperation } from "./operation";

/** Every artifact of a repository that the caller sees, with what each was cloned from. */
export const getLineage = defineOperation({
  name: "repositories.getLineage",
  kind: "read",
  input: z.object({ id: z.string() }),
  output: z.object({ artifacts: z.array(lineageArtifact) }),
  access: repositoryWith("view"),
  run: async ({ db }, _input, { actor, repository }) => ({
    artifacts: await listLineage(db, actor, repository.id),
  }),
});
