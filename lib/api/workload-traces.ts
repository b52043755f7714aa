import { z } from "zod";
import { parseInput } from "#lib/domain/errors";
import { spanKinds, spanService, spanStatuses, traceQuery } from "#lib/domain/traces";
import { getWorkloadTrace, listWorkloadTraces } from "#lib/operations/workload-traces";
import { timestamp } from "./artifact-json";
import { windowJson, windowOf } from "./lists";
import { refuseSnakeCase } from "./log-records";
import { defineRoute } from "./route";

const common = { tag: "Workload reports", errors: "detail", method: "GET" } as const;
const nanoseconds = z.int().meta({ description: "Nanoseconds" });

const summaryFormatted = z
  .strictObject({
    traceId: z.string(),
    timestamp,
    rootSpanName: z.string(),
    rootServiceName: z.string(),
    duration: nanoseconds,
    spansCount: z.int(),
    errorSpansCount: z.int(),
  })
  .meta({ id: "TraceSummary" });

const list = defineRoute({
  ...common,
  path: "/otel/workload/{id}/traces",
  summary: "List how requests to a workload were carried, newest first",
  operation: listWorkloadTraces,
  query: traceQuery,
  input: ({ query, params }) => {
    refuseSnakeCase(query);
    return { ...query, id: params.id };
  },
  success: { status: 200, schema: windowOf(summaryFormatted) },
  refusals: [400, 403, 404, 422],
  render: ({ traces, hasMore }, request) => {
    const { limit, offset } = parseInput(traceQuery, request.query);
    const data = traces.map((trace) => ({ ...trace, rootServiceName: spanService }));
    return { text: windowJson(data, hasMore, { limit, offset, request }) };
  },
});

const spanFormatted = z
  .strictObject({
    traceId: z.string(),
    spanId: z.string(),
    parentSpanId: z.string().nullable(),
    name: z.string(),
    kind: z.enum(spanKinds),
    serviceName: z.string(),
    startTime: timestamp,
    duration: nanoseconds,
    statusCode: z.enum(spanStatuses),
    statusMessage: z.string(),
    attributes: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: "TraceSpan" });

const get = defineRoute({
  ...common,
  path: "/otel/workload/{id}/traces/{traceId}",
  summary: "Get a trace's spans in the order they began",
  operation: getWorkloadTrace,
  input: ({ params }) => ({ id: params.id, traceId: params.traceId }),
  success: { status: 200, schema: z.strictObject({ traceId: z.string(), spans: z.array(spanFormatted) }) },
  refusals: [403, 404, 422],
  render: (found, { params }) => ({
    text: JSON.stringify({
      traceId: params.traceId,
      spans: found.map((span) => ({ ...span, serviceName: spanService })),
    }),
  }),
});

export const workloadTraceRoutes = [list, get];
