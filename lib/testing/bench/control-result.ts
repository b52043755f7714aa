import { z } from "zod";

/** What keeping workloads costs a worker. */
export const controlResult = z.object({
  workloads: z.int(),
  /** From the first wish to all of them running. */
  startedMs: z.number(),
  /** Shares of one processor: without a workload, and with all of them running. */
  none: z.number(),
  all: z.number(),
});
export type ControlResult = z.infer<typeof controlResult>;

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

export const reportControl = ({ workloads, startedMs, none, all }: ControlResult): string =>
  [
    `${workloads} workloads on an engine in memory, each asked whether it listens; all run after ${(startedMs / 1000).toFixed(1)} s`,
    `worker: ${percent(all)} of one processor, ${percent(none)} without any`,
    "",
  ].join("\n");
