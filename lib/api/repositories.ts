import { z } from "zod";
import { repositoryQuery } from "#lib/domain/lists";
import { tag } from "#lib/domain/records";
import { permission } from "#lib/domain/roles";
import { artifactType } from "#lib/domain/spec";
import type { RepositoryView } from "#lib/operations/artifact-views";
import { deleteRepository, getRepository, listRepositories } from "#lib/operations/repositories";
import { creator, formatCreator, timestamp } from "./artifact-json";
import { listJson, listOf } from "./lists";
import { defineRoute } from "./route";

/** A repository as REST returns it (contract 3). */
const artifactRepositoryFormatted = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    type: artifactType,
    lastVersionNumber: z.int(),
    numArtifacts: z.int(),
    numDrafts: z.int(),
    createdAt: timestamp,
    updatedAt: timestamp,
    creator,
    tags: z.array(tag),
    permissions: z.array(permission),
  })
  .meta({ id: "ArtifactRepositoryFormatted" });

function repositoryJson(repository: RepositoryView): string {
  const { id, name, description, type, lastVersionNumber, numArtifacts, numDrafts } = repository;
  const formatted: z.input<typeof artifactRepositoryFormatted> = {
    id,
    name,
    description,
    type,
    lastVersionNumber,
    numArtifacts,
    numDrafts,
    createdAt: repository.createdAt.toISOString(),
    updatedAt: repository.updatedAt.toISOString(),
    creator: formatCreator(repository.creator),
    tags: repository.tags,
    permissions: repository.permissions,
  };
  return JSON.stringify(formatted);
}

const common = { tag: "Artifact repositories", errors: "detail" } as const;

export const repositoryRoutes = [
  defineRoute({
    ...common,
    method: "GET",
    path: "/artifactRepositories",
    summary: "List the artifact repositories shared with you, newest first",
    operation: listRepositories,
    query: repositoryQuery,
    input: ({ query }) => query,
    success: { status: 200, schema: listOf(artifactRepositoryFormatted) },
    refusals: [422],
    render: (page, request) => ({ text: listJson(page, request, repositoryJson) }),
  }),
  defineRoute({
    ...common,
    method: "GET",
    path: "/artifactRepositories/{id}",
    summary: "Get an artifact repository",
    operation: getRepository,
    input: ({ params }) => ({ id: params.id }),
    success: { status: 200, schema: artifactRepositoryFormatted },
    refusals: [403, 404, 422],
    render: (repository) => ({ text: repositoryJson(repository) }),
  }),
  defineRoute({
    ...common,
    method: "DELETE",
    path: "/artifactRepositories/{id}",
    summary: "Delete an artifact repository with its artifacts, as far as the organization's policy allows",
    operation: deleteRepository,
    input: ({ params }) => ({ id: params.id }),
    success: { status: 204 },
    refusals: [403, 404, 409, 422],
    render: () => ({ text: "" }),
  }),
];
