import { z } from "zod";
import { requireKnownTags, tagChange } from "#lib/domain/artifacts";
import { AppError, notFound } from "#lib/domain/errors";
import { repositoryQuery } from "#lib/domain/lists";
import { pageOf } from "#lib/domain/paging";
import type { RepositoryRecord } from "#lib/domain/records";
import { requireUnused } from "#lib/domain/workload-rules";
import { listLockedVersions } from "#lib/store/artifacts";
import { getOrganization } from "#lib/store/organizations";
import {
  deleteRepository as deleteStoredRepository,
  findRepository,
  hideRepository,
  listRepositories as listStoredRepositories,
} from "#lib/store/repositories";
import { replaceTags } from "#lib/store/tags";
import { listUsersOfRepository } from "#lib/store/workloads";
import { repositoryWith, signedIn } from "./access";
import { repositoryView, withVerdict } from "./artifact-views";
import { defineOperation } from "./operation";
import { holdOpenRepository } from "./repository-membership";

const repositoryId = z.object({ id: z.string() });

export const listRepositories = defineOperation({
  name: "repositories.list",
  kind: "read",
  input: repositoryQuery,
  output: pageOf(repositoryView),
  access: signedIn,
  run: async (_context, query, { actor }) => {
    const page = await listStoredRepositories(actor, query);
    return { ...page, items: page.items.map((item) => withVerdict(actor, item)) };
  },
});

export const getRepository = defineOperation({
  name: "repositories.get",
  kind: "read",
  input: repositoryId,
  output: repositoryView,
  access: repositoryWith("view"),
  run: async (_context, _input, { actor, repository }) => withVerdict(actor, repository),
});

export const deleteRepository = defineOperation({
  name: "repositories.delete",
  kind: "write",
  input: repositoryId,
  output: z.null(),
  access: repositoryWith("delete"),
  run: async (context, _input, { actor, repository }) => {
    const { db, now } = context;
    await holdOpenRepository(context, repository.id);
    requireUnused(await listUsersOfRepository(db, repository.id), "artifact repository");
    const locked = await listLockedVersions(db, repository.id);
    const { repositoryDeletion } = await getOrganization(db, actor.organizationId);
    if (locked.length > 0 && repositoryDeletion === "strict") throw holdsLocked(repository, locked);
    if (locked.length > 0) await hideRepository(db, repository.id, now);
    else await deleteStoredRepository(db, repository.id);
    context.audit({
      verb: "repository.delete",
      objectType: "repository",
      objectId: repository.id,
      objectName: repository.name,
      repositoryId: repository.id,
      changes: [{ path: "numArtifacts", before: repository.numArtifacts }],
    });
    return null;
  },
});

function holdsLocked(
  { name }: RepositoryRecord,
  locked: { id: string; name: string; version: number | null }[],
): AppError {
  const labels = locked.map((artifact) => `version ${artifact.version} (${artifact.id})`);
  const named =
    labels.length > 5 ? `${labels.slice(0, 5).join(", ")} and ${labels.length - 5} more` : labels.join(", ");
  return new AppError(
    "conflict",
    `Cannot delete artifact repository ${name}: it holds ${locked.length} locked artifact(s): ${named}.`,
    {
      blockers: locked.map((artifact) => ({
        kind: "artifact",
        id: artifact.id,
        name: `${artifact.name} (version ${artifact.version})`,
      })),
    },
  );
}

export const setRepositoryTags = defineOperation({
  name: "repositories.setTags",
  kind: "write",
  input: repositoryId.extend(tagChange.shape),
  output: z.null(),
  access: repositoryWith("update"),
  run: async (context, { tags, replacing }, { actor, repository: { id } }) => {
    await holdOpenRepository(context, id);
    const repository = await findRepository(context.db, actor, id);
    if (!repository) throw notFound("Artifact repository");
    requireKnownTags(repository.tags, replacing);
    await replaceTags(context.db, { repositoryId: repository.id }, tags);
    context.audit({
      verb: "repository.tag",
      objectType: "repository",
      objectId: repository.id,
      objectName: repository.name,
      repositoryId: repository.id,
      changes: [
        { path: "tags", before: repository.tags.map(({ name, value }) => ({ name, value })), after: tags },
      ],
    });
    return null;
  },
});
