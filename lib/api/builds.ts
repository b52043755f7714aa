import { z } from "zod";
import { type BuildRecord, type BuildView, buildPhase, buildStatus } from "#lib/domain/builds";
import { pageQuery } from "#lib/domain/paging";
import { dockerfile } from "#lib/domain/spec";
import { cancelBuild, getBuild, listBuilds, triggerBuilds } from "#lib/operations/builds";
import { creator, formatCreator, timestamp } from "./artifact-json";
import { listJson, listOf } from "./lists";
import { type ApiRequest, bodyFields, defineRoute } from "./route";

/** A build as REST returns it (contract 4), and what of ours clients pass over. */
const buildFormatted = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    artifactId: z.string(),
    status: buildStatus,
    createdAt: timestamp,
    updatedAt: timestamp,
    creator: creator.nullable(),
    startedAt: timestamp.nullable(),
    finishedAt: timestamp.nullable(),
    reason: z.string().nullable(),
    failedStep: z.int().nullable(),
    stepCount: z.int().nullable(),
    imageUri: z.string().nullable(),
    imageBytes: z.number().nullable(),
    logLines: z.int(),
    firstErrorLine: z.int().nullable(),
    source: z.strictObject({ catalogId: z.string(), catalogVersionId: z.string(), dockerfile }),
    phases: z.array(z.strictObject({ phase: buildPhase, startedAt: timestamp })),
  })
  .meta({ id: "BuildFormatted" });

const stepFormatted = z.strictObject({
  number: z.int(),
  instruction: z.string(),
  firstLine: z.int(),
  cached: z.boolean(),
  startedAt: timestamp,
  endedAt: timestamp.nullable(),
});

const buildWithSteps = buildFormatted
  .extend({ steps: z.array(stepFormatted) })
  .meta({ id: "BuildWithSteps" });

function formatBuild(build: BuildRecord): z.input<typeof buildFormatted> {
  const { id, artifactId, number, status, reason, failedStep, stepCount, imageUri, imageBytes } = build;
  const { logLines, firstErrorLine, catalogId, catalogVersionId } = build;
  return {
    ...{ id, name: `build-${number}`, artifactId, status },
    createdAt: build.createdAt.toISOString(),
    updatedAt: build.updatedAt.toISOString(),
    creator: build.creator && formatCreator(build.creator),
    startedAt: build.startedAt?.toISOString() ?? null,
    finishedAt: build.finishedAt?.toISOString() ?? null,
    ...{ reason, failedStep, stepCount, imageUri, imageBytes, logLines, firstErrorLine },
    source: { catalogId, catalogVersionId, dockerfile: build.dockerfile },
    phases: build.phases.map(({ phase, startedAt }) => ({ phase, startedAt: startedAt.toISOString() })),
  };
}

function formatWithSteps(build: BuildView): z.input<typeof buildWithSteps> {
  const steps = build.steps.map(({ startedAt, endedAt, ...step }) => ({
    ...step,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  }));
  return { ...formatBuild(build), steps };
}

const common = { tag: "Image builds", errors: "detail" } as const;
const buildOf = ({ params }: ApiRequest) => ({ id: params.id, buildId: params.buildId });

const trigger = defineRoute({
  ...common,
  method: "POST",
  path: "/artifacts/{id}/builds",
  summary: "Build every distinct source of a draft; what still builds for it is superseded",
  operation: triggerBuilds,
  body: { schema: z.strictObject({}).meta({ id: "TriggerBuildRequest" }), required: false },
  input: (request) => ({ ...bodyFields(request), id: request.params.id }),
  success: { status: 202, schema: z.strictObject({ buildIds: z.array(z.string()) }) },
  refusals: [403, 404, 409, 422],
  render: (asked) => ({ text: JSON.stringify(asked) }),
});

const list = defineRoute({
  ...common,
  method: "GET",
  path: "/artifacts/{id}/builds",
  summary: "List the builds of an artifact, newest first",
  operation: listBuilds,
  query: pageQuery.omit({ cursor: true }),
  input: ({ query, params }) => ({ ...query, id: params.id }),
  success: { status: 200, schema: listOf(buildFormatted) },
  refusals: [404, 422],
  render: (page, request) => ({
    text: listJson(page, request, (build) => JSON.stringify(formatBuild(build))),
  }),
});

const get = defineRoute({
  ...common,
  method: "GET",
  path: "/artifacts/{id}/builds/{buildId}",
  summary: "Get a build, with the steps it has come to",
  operation: getBuild,
  input: buildOf,
  success: { status: 200, schema: buildWithSteps },
  refusals: [404, 422],
  render: (build) => ({ text: JSON.stringify(formatWithSteps(build)) }),
});

const cancel = defineRoute({
  ...common,
  method: "DELETE",
  path: "/artifacts/{id}/builds/{buildId}",
  summary: "Cancel a build",
  operation: cancelBuild,
  input: buildOf,
  success: { status: 204 },
  refusals: [403, 404, 409, 422],
  render: () => ({ text: "" }),
});

export const buildRoutes = [trigger, list, get, cancel];
