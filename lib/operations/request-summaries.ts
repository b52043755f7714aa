import { z } from "zod";
import { ratesUpTo, summarizeRequests } from "#lib/domain/request-stats";
import type { Database } from "#lib/store/database";
import { readGatewayLoads, readRequestStatsOf } from "#lib/store/request-stats";

const count = z.int();
const rate = z.number();

export const requestStats = z.object({
  concurrentRequests: count,
  errorRate: rate,
  errorRates: z.array(rate),
  lastRequestAt: z.date().nullable(),
  requestRates: z.array(z.number()),
  /** Milliseconds, the median. */
  responseTime: z.number(),
  totalRequests: count,
});
type WorkloadRequestStats = z.infer<typeof requestStats>;

const dayMs = 86_400_000;
const days = 7;

/** What lists show of the requests to workloads: the last seven days, a day each (contract 7.4). */
export async function readRequestSummaries(
  db: Database,
  workloads: readonly { id: string; statsSince: Date }[],
  now: Date,
): Promise<Map<string, WorkloadRequestStats>> {
  const ids = workloads.map(({ id }) => id);
  const start = new Date(now.getTime() - days * dayMs);
  const [rowsOf, loads] = await Promise.all([
    readRequestStatsOf(db, ids, { stepMinutes: 60, start }),
    readGatewayLoads(db, ids),
  ]);
  return new Map(
    workloads.map(({ id, statsSince }) => {
      const rows = (rowsOf.get(id) ?? []).filter(
        ({ minute }) => minute.getTime() > statsSince.getTime() - 3_600_000,
      );
      const own = loads.filter(({ workloadId: of }) => of === id);
      const { totalRequests, totalErrorRate, responseTime } = summarizeRequests(rows, {
        quantile: 0.5,
        slowMs: 2_000,
        start,
        end: now,
      });
      const asked = own.map(({ lastRequestAt }) => lastRequestAt.getTime());
      return [
        id,
        {
          totalRequests,
          responseTime,
          errorRate: totalErrorRate,
          concurrentRequests: own.reduce((sum, { inFlight }) => sum + inFlight, 0),
          lastRequestAt: asked.length === 0 ? null : new Date(Math.max(...asked)),
          ...ratesUpTo(rows, { end: now, spanMs: dayMs, count: days }),
        },
      ] as const;
    }),
  );
}
