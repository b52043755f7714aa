import { z } from "zod";
import { instant } from "./log-records";

/** Over which requests statistics are (contract 7.12). */
export const statsSpan = z.object({
  protonId: z.string().max(64).optional(),
  startTime: instant.optional(),
  endTime: instant.optional(),
});
export type StatsSpan = z.infer<typeof statsSpan>;

export const statsQuery = statsSpan.extend({
  responseTimeQuantile: z.coerce.number().pipe(z.number().min(0).max(1)).default(0.5),
  slowRequestsThreshold: z.coerce.number().pipe(z.number().min(0).max(3_600_000)).default(2_000),
});

export const statsMetric = z.enum([
  "totalRequests",
  "requestsOverN",
  "requestsPerMinute",
  "concurrentRequests",
  "responseTime",
  "totalErrorRate",
]);
export type StatsMetric = z.infer<typeof statsMetric>;

/** Lengths of a bucket in minutes, by their ISO 8601 words; a month is 30 days. */
export const resolutions = { PT1M: 1, PT5M: 5, PT1H: 60, P1D: 1440, P7D: 10_080, P1M: 43_200 } as const;
const resolution = z.enum(["PT1M", "PT5M", "PT1H", "P1D", "P7D", "P1M"]).default("P1D");

export const metricQuery = statsQuery.extend({ resolution });

/** Spans that a page draws, with the length of a step that makes about a hundred of it, in minutes. */
export const chartWindows = {
  "1h": { minutes: 60, step: 1 },
  "6h": { minutes: 360, step: 5 },
  "24h": { minutes: 1440, step: 15 },
  "7d": { minutes: 10_080, step: 120 },
} as const;
export const chartsQuery = z.object({ window: z.enum(["1h", "6h", "24h", "7d"]).default("1h") });
