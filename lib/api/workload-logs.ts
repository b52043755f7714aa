import { z } from "zod";
import { logRecordQuery } from "#lib/domain/log-records";
import { listWorkloadLogRecords, readWorkloadLog } from "#lib/operations/workload-logs";
import { timestamp } from "./artifact-json";
import { windowOf } from "./lists";
import { recordQueryOf, recordsJson } from "./log-records";
import { defineRoute } from "./route";

const recordFormatted = z
  .strictObject({
    timestamp,
    level: z.string(),
    message: z.string(),
    protonId: z.string(),
    replicaId: z.string(),
    container: z.string(),
  })
  .meta({ id: "WorkloadLogRecord" });

const records = defineRoute({
  tag: "Workload reports",
  errors: "detail",
  method: "GET",
  path: "/otel/workload/{id}/logs",
  summary: "List what the containers of a workload wrote, newest first",
  operation: listWorkloadLogRecords,
  query: logRecordQuery,
  input: recordQueryOf,
  success: {
    status: 200,
    schema: windowOf(recordFormatted),
  },
  refusals: [400, 403, 404, 422],
  render: ({ records: found, hasMore }, request) => ({ text: recordsJson(found, hasMore, request) }),
});

const lineFormatted = recordFormatted
  .omit({ timestamp: true })
  .extend({ number: z.string(), time: timestamp })
  .meta({ id: "WorkloadLogLine" });

const lines = defineRoute({
  tag: "Workload reports",
  errors: "detail",
  method: "GET",
  path: "/workloads/{id}/logs/lines",
  summary: "Get lines of a workload's log around a line, in the order they were written",
  operation: readWorkloadLog,
  query: readWorkloadLog.input.omit({ id: true }),
  input: ({ query, params }) => ({ ...query, id: params.id }),
  success: { status: 200, schema: z.strictObject({ lines: z.array(lineFormatted) }) },
  refusals: [403, 404, 422],
  render: (found) => ({ text: JSON.stringify(found) }),
});

export const workloadLogRoutes = [records, lines];
