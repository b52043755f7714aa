import { z } from "zod";
import { pageQuery } from "#lib/domain/paging";
import { runStatus } from "#lib/domain/run-status";
import { describeProton } from "#lib/domain/status-details";
import type { ProtonRecord } from "#lib/domain/workloads";
import {
  getProton,
  getProtonDetails,
  listEvents,
  listProtons,
  listRelated,
} from "#lib/operations/workload-reports";
import { creator, formatCreator, timestamp } from "./artifact-json";
import { listJson, listOf } from "./lists";
import { type ApiRequest, defineRoute } from "./route";
import { endpointFor, runtimeFormatted } from "./workload-json";

const common = { tag: "Workload reports", errors: "detail", method: "GET" } as const;
const idOf = ({ params }: ApiRequest) => ({ id: params.id });
const protonOf = ({ params }: ApiRequest) => ({ id: params.id, protonId: params.protonId });

const eventFormatted = z
  .strictObject({
    id: z.string(),
    workloadId: z.string(),
    timestamp,
    eventType: z.string(),
    actorId: z.string().nullable(),
    actorName: z.string().nullable(),
    details: z.looseObject({}),
    type: z.string(),
    reason: z.string(),
    message: z.string(),
  })
  .meta({ id: "WorkloadEvent" });

const events = defineRoute({
  ...common,
  path: "/workloads/{id}/events",
  summary: "List what happened to a workload, newest first",
  operation: listEvents,
  query: pageQuery.omit({ cursor: true }),
  input: (request) => ({ ...request.query, ...idOf(request) }),
  success: { status: 200, schema: listOf(eventFormatted) },
  refusals: [403, 404, 422],
  render: (page, request) => ({
    text: listJson(page, request, ({ createdAt, details, eventType, ...event }) => {
      const message = typeof details.message === "string" ? details.message : eventType;
      const common = { ...event, eventType, details, timestamp: createdAt.toISOString() };
      return JSON.stringify({ ...common, type: eventType, reason: eventType, message });
    }),
  }),
});

const protonFormatted = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    workloadId: z.string(),
    artifactId: z.string(),
    status: runStatus,
    role: z.enum(["active", "candidate"]).nullable(),
    runtime: runtimeFormatted,
    statusDetails: z.strictObject({ logTail: z.array(z.string()).nullable() }).nullable(),
    endpoint: z.url().nullable(),
    runningSince: timestamp.nullable(),
    creator: creator.nullable(),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: "ProtonFormatted" });

function formatProton(
  proton: ProtonRecord,
  { base }: ApiRequest,
  logTail: string[] | null,
): z.input<typeof protonFormatted> {
  const { id, workloadId, artifactId, status, role, runtime, number } = proton;
  return {
    ...{ id, workloadId, artifactId, status, role, runtime },
    name: `proton-${number}`,
    statusDetails: logTail && { logTail },
    endpoint: proton.endedAt === null ? `${endpointFor(base, workloadId)}protons/${id}/` : null,
    runningSince: proton.runningSince?.toISOString() ?? null,
    creator: proton.creator && formatCreator(proton.creator),
    createdAt: proton.createdAt.toISOString(),
    updatedAt: proton.updatedAt.toISOString(),
  };
}

const protons = defineRoute({
  ...common,
  path: "/workloads/{id}/protons",
  summary: "List the running generations of a workload, newest first",
  operation: listProtons,
  query: pageQuery.omit({ cursor: true }),
  input: (request) => ({ ...request.query, ...idOf(request) }),
  success: { status: 200, schema: listOf(protonFormatted) },
  refusals: [403, 404, 422],
  render: (page, request) => ({
    text: listJson(page, request, (proton) => JSON.stringify(formatProton(proton, request, null))),
  }),
});

const proton = defineRoute({
  ...common,
  path: "/workloads/{id}/protons/{protonId}",
  summary: "Get a running generation, with the last lines it wrote",
  operation: getProton,
  input: protonOf,
  success: { status: 200, schema: protonFormatted },
  refusals: [403, 404, 422],
  render: ({ logTail, ...one }, request) => ({ text: JSON.stringify(formatProton(one, request, logTail)) }),
});

const container = z.strictObject({
  name: z.string(),
  status: z.enum(["running", "waiting", "terminated", "unknown"]),
  startedAt: timestamp.nullable(),
  ready: z.boolean(),
  restartCount: z.int(),
  image: z.string(),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  exitCode: z.int().nullable(),
  probes: z.looseObject({}),
  lastState: z
    .strictObject({
      reason: z.string(),
      exitCode: z.int().nullable(),
      finishedAt: timestamp.nullable(),
      message: z.string().nullable(),
    })
    .nullable(),
});

const statusDetails = z
  .strictObject({
    overallStatus: z.strictObject({ state: runStatus, summary: z.string(), lastUpdated: timestamp }),
    replicas: z.array(
      z.strictObject({
        name: z.string(),
        status: z.enum(["pending", "running", "succeeded", "failed", "unknown"]),
        address: z.string().nullable(),
        nodeAddress: z.string().nullable(),
        startedAt: timestamp.nullable(),
        message: z.string().nullable(),
        conditions: z.array(
          z.strictObject({
            type: z.string(),
            met: z.boolean().nullable(),
            value: z.boolean().nullable(),
            since: timestamp.nullable(),
            reason: z.string().nullable(),
            message: z.string().nullable(),
          }),
        ),
        containers: z.array(container),
      }),
    ),
  })
  .meta({ id: "StatusDetails" });

const details = defineRoute({
  ...common,
  path: "/workloads/{id}/protons/{protonId}/statusDetails",
  summary: "Get the replicas and containers of a generation as last seen; 204 until it is begun",
  operation: getProtonDetails,
  input: protonOf,
  success: { status: 200, schema: statusDetails },
  otherSuccess: { status: 204 },
  refusals: [403, 404, 422],
  render: ({ proton: one, replicas }) =>
    replicas.length === 0
      ? { text: "", status: 204 }
      : { text: JSON.stringify(describeProton(one, replicas) satisfies z.input<typeof statusDetails>) },
});

const relatedFormatted = z.strictObject({
  count: z.int(),
  data: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      name: z.string().nullable(),
      createdAt: timestamp.nullable(),
      updatedAt: timestamp.nullable(),
    }),
  ),
});

const related = defineRoute({
  ...common,
  path: "/workloads/{id}/related",
  summary: "List what belongs to a workload: artifact, repository, generations",
  operation: listRelated,
  input: idOf,
  success: { status: 200, schema: relatedFormatted },
  refusals: [403, 404, 422],
  render: (things) => ({ text: JSON.stringify({ count: things.length, data: things }) }),
});

export const workloadReportRoutes = [events, protons, proton, details, related];
