import { z } from "zod";

/** The engine as a worker last saw it. */
export const engineState = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("ready"),
    version: z.string(),
    os: z.string(),
    architecture: z.string(),
    cpus: z.number(),
    memoryBytes: z.number(),
  }),
  z.object({ kind: z.literal("unavailable"), reason: z.string() }),
]);
export type EngineState = z.infer<typeof engineState>;
