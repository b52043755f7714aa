import { z } from "zod";
import { notFound } from "#lib/domain/errors";
import { traceQuery, traceSpan, traceSummary } from "#lib/domain/traces";
import { listTraces, readTrace } from "#lib/store/traces";
import { workloadWith } from "./access";
import { defineOperation } from "./operation";

/** What one answer holds; a trace may be as long as its sender likes. */
const mostSpans = 1_000;

/** How requests to a workload were carried, where that was recorded, newest first (contract 7.13). */
export const listWorkloadTraces = defineOperation({
  name: "workloads.listTraces",
  kind: "read",
  input: traceQuery.extend({ id: z.string() }),
  output: z.object({ traces: z.array(traceSummary), hasMore: z.boolean() }),
  access: workloadWith("inspect"),
  run: async ({ db }, { id, ...query }) => {
    const traces = await listTraces(db, id, { ...query, limit: query.limit + 1 });
    return { traces: traces.slice(0, query.limit), hasMore: traces.length > query.limit };
  },
});

export const getWorkloadTrace = defineOperation({
  name: "workloads.getTrace",
  kind: "read",
  input: z.object({ id: z.string(), traceId: z.string() }),
  output: z.array(traceSpan),
  access: workloadWith("inspect"),
  run: async ({ db }, { id: workloadId, traceId }) => {
    const spans = await readTrace(db, { workloadId, traceId }, mostSpans);
    if (spans.length === 0) throw notFound("Trace");
    return spans;
  },
});
