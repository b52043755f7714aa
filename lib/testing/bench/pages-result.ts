import { z } from "zod";

/** One page as a browser with an empty cache sees it; medians over the rounds, the worst of the layout shifts. */
export const pageResult = z.object({
  route: z.string(),
  path: z.string(),
  /** Bytes of the document and of what it fetches, before compression. */
  htmlAndData: z.number(),
  /** Bytes of script as they were sent, compressed. */
  script: z.number(),
  /** Milliseconds. */
  lcp: z.number(),
  inp: z.number(),
  cls: z.number(),
});
export type PageResult = z.infer<typeof pageResult>;
