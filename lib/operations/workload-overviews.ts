import { z } from "zod";
import { durationQuantile, mergeCounts, spansUpTo } from "#lib/domain/request-stats";
import { workloadStatus } from "#lib/domain/run-status";
import { importance, workloadQuery } from "#lib/domain/workloads";
import { readGatewayLoads, readRequestStatsOf } from "#lib/store/request-stats";
import { listWorkloadIds } from "#lib/store/workloads";
import { signedIn } from "./access";
import { defineOperation } from "./operation";

const dayMs = 86_400_000;
const trend = z.number();

/** All workloads that a filter leaves, taken together: today beside the day before (contract 7.12). */
export const getAggregateStats = defineOperation({
  name: "workloads.getAggregateStats",
  kind: "read",
  input: workloadQuery.omit({ offset: true, limit: true, cursor: true }),
  output: z.object({
    workloads: z.object({ active: z.int(), total: z.int() }),
    requests: z.object({ total: z.int(), succeeded: z.int(), failed: z.int(), trend }),
    responseTime: z.object({ millis: z.number(), trend }),
    errorRate: z.object({ rate: z.number(), trend }),
    concurrentRequests: z.object({ count: z.int(), trend }),
    total: z.int(),
    byStatus: z.partialRecord(workloadStatus, z.int()),
    byImportance: z.partialRecord(importance, z.int()),
  }),
  access: signedIn,
  run: async ({ db, now }, filter, { actor }) => {
    const found = await listWorkloadIds(actor, workloadQuery.parse(filter));
    const inspected = found.filter(({ inspects }) => inspects).map(({ id }) => id);
    const start = new Date(now.getTime() - 2 * dayMs);
    const [rowsOf, loads] = await Promise.all([
      readRequestStatsOf(db, inspected, { stepMinutes: 60, start }),
      readGatewayLoads(db, inspected),
    ]);
    const rows = [...rowsOf.values()].flat();
    const [before, today] = spansUpTo(rows, { end: now, spanMs: dayMs, count: 2 }).map(describe);
    const underWay = loads.reduce((sum, { inFlight }) => sum + inFlight, 0);
    return {
      workloads: { active: found.filter(({ status }) => status === "running").length, total: found.length },
      requests: {
        total: today?.total ?? 0,
        succeeded: (today?.total ?? 0) - (today?.failed ?? 0),
        failed: today?.failed ?? 0,
        trend: change(before?.total, today?.total),
      },
      responseTime: { millis: Math.round(today?.millis ?? 0), trend: change(before?.millis, today?.millis) },
      errorRate: { rate: today?.rate ?? 0, trend: change(before?.rate, today?.rate) },
      concurrentRequests: { count: underWay, trend: 0 },
      total: found.length,
      byStatus: countBy(found.map(({ status }) => status)),
      byImportance: countBy(found.map((workload) => workload.importance)),
    };
  },
});

function describe(rows: Parameters<typeof mergeCounts>[0]) {
  const { requests: total, userErrors, serverErrors, durations } = mergeCounts(rows);
  const failed = userErrors + serverErrors;
  return {
    total,
    failed,
    rate: total === 0 ? 0 : failed / total,
    millis: durationQuantile(durations, 0.5) ?? 0,
  };
}

/** How much more, as a share of what it was; 0 where there was nothing. */
function change(before = 0, after = 0): number {
  return before === 0 ? 0 : (after - before) / before;
}

function countBy<Word extends string>(words: readonly Word[]): Partial<Record<Word, number>> {
  const counts: Partial<Record<Word, number>> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
