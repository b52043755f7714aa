import type { Actor } from "#lib/domain/actors";
import type { ArtifactInput } from "#lib/domain/artifacts";
import { invalid, notFound } from "#lib/domain/errors";
import type { RepositoryRecord } from "#lib/domain/records";
import { insertGrant } from "#lib/store/grants";
import { newId } from "#lib/store/ids";
import { findRepository, holdRepository, insertRepository } from "#lib/store/repositories";
import { repositoryWith, signedIn } from "./access";
import type { AccessContext, RunContext } from "./operation";

/**
 * The repository a new artifact asks for. Not visible means null here: it may be a new id, which `openRepository`
 * finds out by trying to take it.
 */
export async function repositoryFor(
  context: AccessContext,
  { artifactRepositoryId }: ArtifactInput,
): Promise<{ actor: Actor; repository: RepositoryRecord | null }> {
  const { actor } = await signedIn(context);
  if (artifactRepositoryId === undefined) return { actor, repository: null };
  const visible = await findRepository(context.db, actor, artifactRepositoryId);
  return visible
    ? repositoryWith("update")(context, { id: artifactRepositoryId })
    : { actor, repository: null };
}

/** Holds a repository that was seen a moment ago, unless it has just been deleted. */
export async function holdOpenRepository({ db }: RunContext, id: string): Promise<void> {
  if (!(await holdRepository(db, id))) throw notFound("Artifact repository");
}

/** The repository to put an artifact in, held: the one that is there, or a new one owned by the caller. */
export async function openRepository(
  context: RunContext,
  actor: Actor,
  repository: RepositoryRecord | null,
  artifact: ArtifactInput,
): Promise<{ id: string }> {
  if (repository) return holdForType(context, repository, artifact);
  const { name, description, type } = artifact;
  const id = artifact.artifactRepositoryId ?? newId();
  if (!(await insertRepository(context.db, actor, { id, name, description, type }, context.now))) {
    // Taken: by somebody else, unseen, or a moment ago by another request of the same person.
    const taken = await findRepository(context.db, actor, id);
    if (!taken) throw notFound("Artifact repository");
    return holdForType(context, taken, artifact);
  }
  const owner = { recipientType: "user", recipientId: actor.userId, role: "OWNER" } as const;
  await insertGrant(context.db, actor.organizationId, { repositoryId: id }, owner);
  context.audit({
    verb: "repository.create",
    objectType: "repository",
    objectId: id,
    objectName: name,
    repositoryId: id,
    changes: [
      { path: "name", after: name },
      { path: "type", after: type },
    ],
  });
  return { id };
}

async function holdForType(
  context: RunContext,
  repository: RepositoryRecord,
  artifact: ArtifactInput,
): Promise<RepositoryRecord> {
  if (repository.type !== artifact.type) {
    const message = `This repository holds ${repository.type} artifacts; this one is ${artifact.type}`;
    throw invalid([{ path: "artifactRepositoryId", message, code: "wrong_type" }]);
  }
  await holdOpenRepository(context, repository.id);
  return repository;
}
