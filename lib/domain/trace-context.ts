/** The trace that a request belongs to, as its sender says. */
export interface TraceContext {
  traceId: string;
  /** The span of the sender that the request is part of. */
  spanId: string;
  sampled: boolean;
}

const header = /^([\da-f]{2})-((?!0{32})[\da-f]{32})-((?!0{16})[\da-f]{16})-([\da-f]{2})(-.*)?$/;

/** Reads `traceparent` (W3C Trace Context 3.2); null for none, or one that is malformed and so counts as none. */
export function readTraceparent(value: string | string[] | undefined): TraceContext | null {
  const match = typeof value === "string" ? header.exec(value) : null;
  if (match === null) return null;
  const [, version = "", traceId = "", spanId = "", flags = "", more] = match;
  // Later versions may say more; "ff" is none.
  if (version === "ff" || (version === "00" && more !== undefined)) return null;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

/** What a request of a trace that is recorded says. */
export function writeTraceparent({ traceId, spanId }: Pick<TraceContext, "traceId" | "spanId">): string {
  return `00-${traceId}-${spanId}-01`;
}

export const newTraceId = (): string => randomHex(16);
export const newSpanId = (): string => randomHex(8);

function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
