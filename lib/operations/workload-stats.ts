import { z } from "zod";
import { durationQuantile, type RequestCounts, summarizeRequests } from "#lib/domain/request-stats";
import {
  chartsQuery,
  chartWindows,
  metricQuery,
  resolutions,
  type StatsMetric,
  type StatsSpan,
  statsMetric,
  statsQuery,
  statsSpan,
} from "#lib/domain/stats-queries";
import type { WorkloadRecord } from "#lib/domain/workloads";
import type { Database } from "#lib/store/database";
import { readGatewayLoads, readRequestStats, resetRequestStats } from "#lib/store/request-stats";
import { readUsage } from "#lib/store/usage-samples";
import { updateWorkload } from "#lib/store/workloads";
import { workloadWith } from "./access";
import { defineOperation } from "./operation";
import { auditWorkload, holdFreshWorkload } from "./workload-changes";

const workloadId = z.object({ id: z.string() });
const period = z.object({ start: z.date(), end: z.date() });
const count = z.int();
const rate = z.number();

const metrics = z.object({
  totalRequests: count,
  requestsPerMinute: count,
  concurrentRequests: count,
  responseTime: count,
  slowRequests: count,
  serverErrors: count,
  userErrors: count,
  serverErrorRate: rate,
  userErrorRate: rate,
  totalErrorRate: rate,
});

/** Statistics count from where they were last reset. */
function periodOf({ startTime, endTime }: StatsSpan, { statsSince }: WorkloadRecord, now: Date) {
  const start = Math.max(statsSince.getTime(), startTime?.getTime() ?? 0);
  const end = Math.max(start, (endTime ?? now).getTime());
  return { start: new Date(start), end: new Date(end) };
}

export const getStats = defineOperation({
  name: "workloads.getStats",
  kind: "read",
  input: statsQuery.extend(workloadId.shape),
  output: z.object({ period, metrics }),
  access: workloadWith("inspect"),
  run: async ({ db, now }, { id, ...query }, { workload }) => {
    const { start, end } = periodOf(query, workload, now);
    const rows = await readRequestStats(db, id, { protonId: query.protonId, start, end });
    const summary = { quantile: query.responseTimeQuantile, slowMs: query.slowRequestsThreshold, start, end };
    const concurrent = await countUnderWay(db, id, query.protonId);
    return {
      period: { start, end },
      metrics: { ...summarizeRequests(rows, summary), concurrentRequests: concurrent },
    };
  },
});

/** How many requests are under way at the moment. */
async function countUnderWay(db: Database, id: string, protonId: string | undefined): Promise<number> {
  const loads = await readGatewayLoads(db, [id]);
  return loads
    .filter((load) => protonId === undefined || load.protonId === protonId)
    .reduce((sum, { inFlight }) => sum + inFlight, 0);
}

const bucket = z.object({ period, value: z.number().nullable() });

export const getStatsMetric = defineOperation({
  name: "workloads.getStatsMetric",
  kind: "read",
  input: metricQuery.extend({ id: z.string(), metric: statsMetric }),
  output: z.object({
    metric: statsMetric,
    summary: z.object({ protonId: z.string().nullable(), period }),
    buckets: z.array(bucket),
  }),
  access: workloadWith("inspect"),
  run: async ({ db, now }, { id, metric, ...query }, { workload }) => {
    const { start, end } = periodOf(query, workload, now);
    const stepMinutes = resolutions[query.resolution];
    const span = { protonId: query.protonId, start, end, stepMinutes };
    const rows = await readRequestStats(db, id, span);
    const buckets = rows.map(({ minute, ...counts }) => {
      const whole = { start: minute, end: new Date(minute.getTime() + stepMinutes * 60_000) };
      return { period: whole, value: measure(metric, counts, { ...query, ...whole }) };
    });
    return { metric, summary: { protonId: query.protonId ?? null, period: { start, end } }, buckets };
  },
});

function measure(
  metric: StatsMetric,
  counts: RequestCounts,
  query: { responseTimeQuantile: number; slowRequestsThreshold: number; start: Date; end: Date },
): number {
  const { responseTimeQuantile: quantile, slowRequestsThreshold: slowMs, start, end } = query;
  const { slowRequests, ...summary } = summarizeRequests([counts], { quantile, slowMs, start, end });
  return metric === "requestsOverN" ? slowRequests : summary[metric];
}

export const resetStats = defineOperation({
  name: "workloads.resetStats",
  kind: "write",
  input: statsSpan.extend(workloadId.shape),
  output: z.null(),
  access: workloadWith("update"),
  run: async (context, { id, protonId, startTime, endTime }, { actor }) => {
    const { db, now } = context;
    const workload = await holdFreshWorkload(context, actor, id);
    await resetRequestStats(db, id, { protonId, start: startTime, end: endTime });
    const whole = protonId === undefined && startTime === undefined && endTime === undefined;
    if (whole) await updateWorkload(db, id, { statsSince: now }, now);
    auditWorkload(context, "workload.resetStats", workload, [
      {
        path: "statsSince",
        before: workload.statsSince.toISOString(),
        after: whole ? now.toISOString() : "in part",
      },
    ]);
    return null;
  },
});

const requestPoint = z.object({
  time: z.date(),
  requests: count,
  userErrors: count,
  serverErrors: count,
  /** Milliseconds. */
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  concurrent: count,
});
const usagePoint = z.object({ time: z.date(), cpus: z.number(), memoryBytes: z.number() });

/** What the charts of a workload's page are drawn from. Steps in which nothing came are not there. */
export const getCharts = defineOperation({
  name: "workloads.getCharts",
  kind: "read",
  input: chartsQuery.extend(workloadId.shape),
  output: z.object({
    start: z.date(),
    end: z.date(),
    stepMinutes: z.int(),
    requests: z.array(requestPoint),
    usage: z.array(usagePoint),
  }),
  access: workloadWith("inspect"),
  run: async ({ db, now }, { id, window }) => {
    const { minutes, step: stepMinutes } = chartWindows[window];
    const start = new Date(now.getTime() - minutes * 60_000);
    const [rows, usage] = await Promise.all([
      readRequestStats(db, id, { start, end: now, stepMinutes }),
      readUsage(db, id, { start, end: now, stepMinutes }),
    ]);
    const requests = rows.map(({ minute, durations, ...counts }) => ({
      ...counts,
      time: minute,
      p50: durationQuantile(durations, 0.5),
      p95: durationQuantile(durations, 0.95),
    }));
    return { start, end: now, stepMinutes, requests, usage };
  },
});

const minuteMs = 60_000;

/** What is measured of every workload without its doing, as it is at the moment (contract 7.13). */
export const listCollectedMetrics = defineOperation({
  name: "workloads.listCollectedMetrics",
  kind: "read",
  input: workloadId,
  output: z.array(
    z.object({
      otelName: z.string(),
      displayName: z.string(),
      currentValue: z.number().nullable(),
      unit: z.string(),
      level: z.string(),
    }),
  ),
  access: workloadWith("inspect"),
  run: async ({ db, now }, { id }) => {
    const start = new Date(now.getTime() - minuteMs);
    const [usage, rows, underWay] = await Promise.all([
      readUsage(db, id, { start, end: now, stepMinutes: 1 }),
      readRequestStats(db, id, { start, end: now }),
      countUnderWay(db, id, undefined),
    ]);
    const used = usage.at(-1) ?? null;
    const { requestsPerMinute, responseTime, totalErrorRate } = summarizeRequests(rows, {
      ...{ quantile: 0.5, slowMs: 2_000, start, end: now },
    });
    const metric = (otelName: string, displayName: string, unit: string, currentValue: number | null) => ({
      ...{ otelName, displayName, currentValue, unit },
      level: "workload",
    });
    return [
      metric("container.cpu.usage", "CPU", "{cpu}", used?.cpus ?? null),
      metric("container.memory.usage", "Memory", "By", used?.memoryBytes ?? null),
      metric("http.server.active_requests", "Requests under way", "{request}", underWay),
      metric("http.server.request.rate", "Requests a minute", "{request}/min", requestsPerMinute),
      metric("http.server.request.duration", "Response time, median", "ms", responseTime),
      metric("http.server.error.rate", "Share of errors", "1", totalErrorRate),
    ];
  },
});
