import { z } from "zod";

/** Intervals between the frames of one movement. */
const frames = z.object({
  count: z.int(),
  /** Milliseconds. */
  median: z.number(),
  p95: z.number(),
  /** Shares of frames that came one, and more than one, too late. */
  overOne: z.number(),
  overTwo: z.number(),
});

/** What moving and drawing a large lineage costs, and what this machine's browser does with nothing on the page. */
export const lineageResult = z.object({
  versions: z.int(),
  drafts: z.int(),
  /** Milliseconds of model and layout alone. */
  layout: z.number(),
  /** Milliseconds of the page's main thread from the answer's arrival to the frame that shows it. */
  firstDraw: z.object({ all: z.number(), script: z.number(), rendering: z.number() }),
  frames: z.object({ nothing: frames, panning: frames, zooming: frames }),
});
export type LineageResult = z.infer<typeof lineageResult>;
export type Frames = z.infer<typeof frames>;
