import { z } from "zod";
import { trialMethods } from "./trial-address";

/** What a trial may send and show. For more there is `curl`. */
export const trialLimits = { bodyCharacters: 1_000_000, answerBytes: 512 * 1024, bodyMs: 60_000 } as const;

/** About one connection, not about what is said over it. */
export const connectionHeaders: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
]);

/** What the gateway says itself, and what is about one connection. */
const ownHeaders = new Set([
  ...connectionHeaders,
  "authorization",
  "content-length",
  "expect",
  "host",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
]);

const headerName = z
  .string()
  .regex(/^[\w!#$%&'*+.^`|~-]{1,200}$/, "Letters, digits and hyphens name a header")
  .refine((name) => !ownHeaders.has(name.toLowerCase()), "This header is set on the way to the workload");
// What HTTP lets a header hold: no line breaks, nothing beyond Latin 1.
const headerValue = z
  .string()
  .regex(/^[\t\x20-\x7e\xa0-\xff]*$/, "A header holds Latin letters, digits and signs, in one line")
  .max(8_000, "At most 8000 characters");

export const trialInput = z.strictObject({
  method: z.enum(trialMethods),
  path: z.string().max(8_000, "At most 8000 characters"),
  query: z.array(z.strictObject({ name: z.string(), value: z.string() })).max(200, "At most 200 parameters"),
  headers: z.array(z.strictObject({ name: headerName, value: headerValue })).max(100, "At most 100 headers"),
  body: z.string().max(trialLimits.bodyCharacters, "At most a million characters; use curl for more"),
});
export type TrialInput = z.infer<typeof trialInput>;

/** What a workload, or the gateway in its place, answered to a trial. */
export const trialAnswer = z.object({
  status: z.int(),
  reason: z.string(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Until the answer began, and until its end. */
  firstByteMs: z.number(),
  totalMs: z.number(),
  /** Of the body, as far as it was read. */
  bytes: z.int(),
  /** Why not all of the body was read. */
  cut: z.enum(["size", "time", "broken"]).nullable(),
  /** Null where it is not text. */
  text: z.string().nullable(),
});
export type TrialAnswer = z.infer<typeof trialAnswer>;
