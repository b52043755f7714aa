import { z } from "zod";

const measurement = z.object({ throughput: z.number(), p50: z.number(), p95: z.number() });

/** What the measuring process tells: per scenario busy (many at once, against bare pg) and alone (one after another). */
export const registryResult = z.object({
  artifacts: z.int(),
  scenarios: z.array(
    z.object({
      title: z.string(),
      statements: z.int(),
      busy: z.object({ rest: measurement, bare: measurement }),
      alone: measurement,
    }),
  ),
  permission: z.object({ grants: z.int(), statements: z.int(), alone: measurement }),
});
export type RegistryResult = z.infer<typeof registryResult>;
