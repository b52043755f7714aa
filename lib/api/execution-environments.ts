import { z } from "zod";
import {
  type EnvironmentVersion,
  type ExecutionEnvironment,
  environmentUseCases,
  programmingLanguage,
  useCase,
} from "#lib/domain/execution-environments";
import { pageQuery } from "#lib/domain/paging";
import {
  environmentQuery,
  getEnvironment,
  getVersionOfEnvironment,
  listEnvironments,
  listVersionsOfEnvironment,
} from "#lib/operations/execution-environments";
import { listJson, listOf } from "./lists";
import { defineRoute } from "./route";

const version = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    environmentId: z.string(),
    imageId: z.string().nullable(),
    description: z.string(),
    buildStatus: z.literal("success"),
    sourceDockerImageUri: z.string(),
    created: z.iso.datetime(),
  })
  .meta({ id: "ExecutionEnvironmentVersion" });

const environment = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    programmingLanguage,
    useCases: z.array(useCase),
    isPublic: z.boolean(),
    description: z.string(),
    created: z.iso.datetime(),
    latestVersion: version.nullable(),
    latestSuccessfulVersion: version.nullable(),
  })
  .meta({ id: "ExecutionEnvironment" });

function formatVersion({ baseImage, createdAt, ...rest }: EnvironmentVersion): z.input<typeof version> {
  // Nothing is built for a version: its base image is ready as it is.
  const ready = { imageId: null, buildStatus: "success" } as const;
  return { ...rest, ...ready, sourceDockerImageUri: baseImage, created: createdAt.toISOString() };
}

function formatEnvironment(found: ExecutionEnvironment): z.input<typeof environment> {
  const { latestVersion, createdAt, ...rest } = found;
  const latest = latestVersion && formatVersion(latestVersion);
  return {
    ...rest,
    useCases: [...environmentUseCases],
    created: createdAt.toISOString(),
    latestVersion: latest,
    latestSuccessfulVersion: latest,
  };
}

const common = { tag: "Execution environments", errors: "message", method: "GET" } as const;
const pages = pageQuery.omit({ cursor: true });

export const environmentRoutes = [
  defineRoute({
    ...common,
    path: "/executionEnvironments",
    summary: "List what Dockerfiles can be generated from",
    operation: listEnvironments,
    query: environmentQuery,
    input: ({ query }) => query,
    success: { status: 200, schema: listOf(environment) },
    refusals: [422],
    render: (page, request) => ({
      text: listJson(page, request, (found) => JSON.stringify(formatEnvironment(found))),
    }),
  }),
  defineRoute({
    ...common,
    path: "/executionEnvironments/{id}",
    summary: "Get an execution environment",
    operation: getEnvironment,
    input: ({ params }) => ({ id: params.id }),
    success: { status: 200, schema: environment },
    refusals: [404, 422],
    render: (found) => ({ text: JSON.stringify(formatEnvironment(found)) }),
  }),
  defineRoute({
    ...common,
    path: "/executionEnvironments/{id}/versions",
    summary: "List the versions of an execution environment, newest first",
    operation: listVersionsOfEnvironment,
    query: pages,
    input: ({ params, query }) => ({ ...query, id: params.id }),
    success: { status: 200, schema: listOf(version) },
    refusals: [404, 422],
    render: (page, request) => ({
      text: listJson(page, request, (found) => JSON.stringify(formatVersion(found))),
    }),
  }),
  defineRoute({
    ...common,
    path: "/executionEnvironments/{id}/versions/{versionId}",
    summary: "Get a version of an execution environment",
    operation: getVersionOfEnvironment,
    input: ({ params }) => ({ id: params.id, versionId: params.versionId }),
    success: { status: 200, schema: version },
    refusals: [404, 422],
    render: (found) => ({ text: JSON.stringify(formatVersion(found)) }),
  }),
];
