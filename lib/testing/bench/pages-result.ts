import { z } from "zod";

/** One page as a browser with an empty cache sees it; medians over the rounds, the worst of the layout shifts. */
export const pageResult = z.object({
  route: z.string(),
  path: z.string(),
  /** Bytes of the document and of what it fetches, before compression. */
  html: z.number(),
  data: z.number(),
  /** Bytes of each script as they were sent, compressed, by its name. */
  scripts: z.record(z.string(), z.number()),
  /** Milliseconds. */
  lcp: z.number(),
  inp: z.number(),
  cls: z.number(),
});
export type PageResult = z.infer<typeof pageResult>;
