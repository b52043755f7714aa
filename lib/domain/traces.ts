import { z } from "zod";
import { instant } from "./log-records";
import { wholeNumber } from "./paging";

/** Which traces of a workload are asked for, newest first, by when they began (contract 7.13). */
export const traceQuery = z.object({
  limit: wholeNumber(1, 1_000, 100),
  offset: wholeNumber(0, 10_000_000, 0),
  startTime: instant.optional(),
  endTime: instant.optional(),
});
export type TraceQuery = z.infer<typeof traceQuery>;

/** Of a part of how a request was carried: words of OpenTelemetry. */
export const spanKinds = ["SERVER", "INTERNAL", "CLIENT"] as const;
export const spanStatuses = ["UNSET", "ERROR"] as const;

export const traceSpan = z.object({
  traceId: z.string(),
  spanId: z.string(),
  /** Null, or of a span that is not ours, where a trace begins here. */
  parentSpanId: z.string().nullable(),
  name: z.string(),
  kind: z.enum(spanKinds),
  startTime: z.date(),
  /** Nanoseconds. */
  duration: z.int(),
  statusCode: z.enum(spanStatuses),
  statusMessage: z.string(),
  attributes: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type TraceSpan = z.infer<typeof traceSpan>;

export const traceSummary = z.object({
  traceId: z.string(),
  timestamp: z.date(),
  rootSpanName: z.string(),
  /** Nanoseconds, from the first span's beginning to the last one's end. */
  duration: z.int(),
  spansCount: z.int(),
  errorSpansCount: z.int(),
});
export type TraceSummary = z.infer<typeof traceSummary>;

/** Who records spans: the service of each of them (`service.name`). */
export const spanService = "gateway";

/** How many requests to one workload are recorded a second: of those whose senders wish it, and of the others. */
export const recordedPerSecond = { asked: 10, others: 1 };
export const traceDays = 7;
