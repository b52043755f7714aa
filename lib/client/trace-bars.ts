import type { TraceSpan } from "#lib/domain/traces";

export interface TraceBar {
  span: TraceSpan;
  /** How many spans of the trace it is within. */
  depth: number;
  /** Shares of the whole trace's time. */
  left: number;
  width: number;
}

/** The spans of a trace as they are drawn: each below the one that it is part of, placed by its time. */
export function traceBars(spans: readonly TraceSpan[]): TraceBar[] {
  const start = Math.min(...spans.map(beginOf));
  const whole = Math.max(...spans.map((span) => beginOf(span) + lengthOf(span))) - start;
  const share = (milliseconds: number) => (whole === 0 ? 0 : Math.min(1, milliseconds / whole));
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const below = (parent: string | null, depth: number): TraceBar[] =>
    spans
      .filter(({ parentSpanId }) =>
        parent === null ? !ids.has(parentSpanId ?? "") : parentSpanId === parent,
      )
      .flatMap((span) => [
        { span, depth, left: share(beginOf(span) - start), width: whole === 0 ? 1 : share(lengthOf(span)) },
        ...below(span.spanId, depth + 1),
      ]);
  return below(null, 0);
}

const beginOf = ({ startTime }: TraceSpan) => startTime.getTime();
const lengthOf = ({ duration }: TraceSpan) => duration / 1e6;

/** "840 µs", "12.4 ms", "1.25 s". */
export function nanosecondWords(nanoseconds: number): string {
  if (nanoseconds < 999_500) return `${Math.round(nanoseconds / 1e3)} µs`;
  if (nanoseconds < 999_950_000) return `${shorten(nanoseconds / 1e6, 1)} ms`;
  return `${shorten(nanoseconds / 1e9, 2)} s`;
}

const shorten = (value: number, digits: number) => String(Number(value.toFixed(digits)));
