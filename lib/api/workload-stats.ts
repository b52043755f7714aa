import { z } from "zod";
import { metricQuery, statsMetric, statsQuery, statsSpan } from "#lib/domain/stats-queries";
import { workloadQuery } from "#lib/domain/workloads";
import { getAggregateStats } from "#lib/operations/workload-overviews";
import { getStats, getStatsMetric, listCollectedMetrics, resetStats } from "#lib/operations/workload-stats";
import { timestamp } from "./artifact-json";
import { type ApiRequest, defineRoute } from "./route";

const common = { tag: "Workload statistics", errors: "detail" } as const;
const idOf = ({ params }: ApiRequest) => ({ id: params.id });
const period = z.strictObject({ start: timestamp, end: timestamp });
const numbers = z.record(z.string(), z.number());

/** Before `/workloads/{id}`, so that "stats" is not taken for one. */
const aggregate = defineRoute({
  ...common,
  method: "GET",
  path: "/workloads/stats",
  summary:
    "Sum up the workloads shared with you: how many run, and their requests of a day beside the day before",
  operation: getAggregateStats,
  query: workloadQuery.omit({ offset: true, limit: true, cursor: true }),
  input: ({ query }) => query,
  success: {
    status: 200,
    schema: z.strictObject({
      workloads: numbers,
      requests: numbers,
      responseTime: numbers,
      errorRate: numbers,
      concurrentRequests: numbers,
      total: z.int(),
      byStatus: numbers,
      byImportance: numbers,
    }),
  },
  refusals: [422],
  render: (sums) => ({ text: JSON.stringify(sums) }),
});

const stats = defineRoute({
  ...common,
  method: "GET",
  path: "/workloads/{id}/stats",
  summary: "Get statistics of the requests to a workload",
  operation: getStats,
  query: statsQuery,
  input: (request) => ({ ...request.query, ...idOf(request) }),
  success: { status: 200, schema: z.strictObject({ period, metrics: numbers }) },
  refusals: [403, 404, 422],
  render: (found) => ({ text: JSON.stringify(found) }),
});

const reset = defineRoute({
  ...common,
  method: "DELETE",
  path: "/workloads/{id}/stats",
  summary: "Forget statistics of the requests to a workload",
  operation: resetStats,
  query: statsSpan.extend({ metricName: z.string().optional() }),
  input: ({ query: { metricName: _metricName, ...query }, params }) => ({ ...query, id: params.id }),
  success: { status: 204 },
  refusals: [403, 404, 422],
  render: () => ({ text: "" }),
});

const metric = defineRoute({
  ...common,
  method: "GET",
  path: "/workloads/{id}/stats/{metric}",
  summary: "Get one statistic of a workload over time",
  operation: getStatsMetric,
  query: metricQuery,
  input: (request) => ({ ...request.query, ...idOf(request), metric: request.params.metric }),
  success: {
    status: 200,
    schema: z.strictObject({
      metric: statsMetric,
      summary: z.strictObject({ protonId: z.string().nullable(), period }),
      buckets: z.array(z.strictObject({ period, value: z.number().nullable() })),
    }),
  },
  refusals: [403, 404, 422],
  render: (found) => ({ text: JSON.stringify(found) }),
});

const collected = defineRoute({
  ...common,
  method: "GET",
  path: "/otel/workload/{id}/metrics/autocollectedValues",
  summary: "Get what is measured of a workload without its doing, as it is now",
  operation: listCollectedMetrics,
  input: idOf,
  success: {
    status: 200,
    schema: z.strictObject({
      data: z.array(
        z.strictObject({
          otelName: z.string(),
          displayName: z.string(),
          currentValue: z.number().nullable(),
          unit: z.string(),
          level: z.string(),
        }),
      ),
    }),
  },
  refusals: [403, 404, 422],
  render: (data) => ({ text: JSON.stringify({ data }) }),
});

export const workloadStatsRoutes = [aggregate, stats, reset, metric, collected];
