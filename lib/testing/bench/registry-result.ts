import { z } from "zod";

const measurement = z.object({ throughput: z.number(), p50: z.number(), p95: z.number() });

/**
 * What the measuring process tells: per scenario how many are answered a second when many ask at once, beside bare pg, and
 * how long one takes when they ask one after another.
 */
export const registryResult = z.object({
  artifacts: z.int(),
  scenarios: z.array(
    z.object({
      title: z.string(),
      statements: z.int(),
      busy: z.object({ rest: z.number(), bare: z.number() }),
      alone: measurement,
    }),
  ),
  permission: z.object({ grants: z.int(), statements: z.int(), alone: measurement }),
});
export type RegistryResult = z.infer<typeof registryResult>;
