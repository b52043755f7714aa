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

/** Workers report every few seconds; one that has not for this long is not there, in milliseconds. */
export const workerSilence = 15_000;

/** Why no build is taken up at the moment, or null: one worker whose engine is ready is enough. */
export function reasonToWait(engines: readonly EngineState[]): string | null {
  if (engines.some(({ kind }) => kind === "ready")) return null;
  const [reason] = engines.flatMap((engine) => (engine.kind === "unavailable" ? [engine.reason] : []));
  return reason ?? "No worker is running";
}
