import { z } from "zod";

/** What reading a very long log costs in a browser. Milliseconds. */
export const logsResult = z.object({
  lines: z.int(),
  firstScreen: z.number(),
  jump: z.number(),
  search: z.number(),
  /** While lines come in. */
  live: z.object({
    linesPerSecond: z.number(),
    /** Lines that the page had at the end, of those written. */
    written: z.int(),
    shown: z.int(),
    frames: z.int(),
    longest: z.number(),
    longestAlone: z.number(),
    p95: z.number(),
  }),
});
export type LogsResult = z.infer<typeof logsResult>;
