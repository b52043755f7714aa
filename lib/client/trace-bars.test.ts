import { expect, test } from "vitest";
import type { TraceSpan } from "#lib/domain/traces";
import { nanosecondWords, traceBars } from "./trace-bars";

const span = (spanId: string, parentSpanId: string | null, at: number, milliseconds: number): TraceSpan => ({
  ...{ traceId: "t", spanId, parentSpanId, name: spanId, kind: "SERVER", startTime: new Date(at) },
  ...{ duration: milliseconds * 1e6, statusCode: "UNSET", statusMessage: "", attributes: {} },
});

test("spans stand below the one they are part of, by their time; whose sender is elsewhere begins at the edge", () => {
  const bars = traceBars([
    span("first", "elsewhere", 1_000, 100),
    span("wait", "first", 1_000, 50),
    span("second", null, 1_100, 100),
    span("attempt", "first", 1_050, 50),
  ]);
  expect(bars.map(({ span: { name }, depth, left, width }) => [name, depth, left, width])).toEqual([
    ["first", 0, 0, 0.5],
    ["wait", 1, 0, 0.25],
    ["attempt", 1, 0.25, 0.25],
    ["second", 0, 0.5, 0.5],
  ]);
});

test("a trace that took no time is drawn whole", () => {
  expect(traceBars([span("only", null, 5, 0)])).toMatchObject([{ left: 0, width: 1 }]);
});

test.each([
  [0, "0 µs"],
  [840_400, "840 µs"],
  [999_499, "999 µs"],
  [999_500, "1 ms"],
  [12_350_000, "12.3 ms"],
  [999_949_999, "999.9 ms"],
  [999_950_000, "1 s"],
  [1_250_000_000, "1.25 s"],
])("%d ns are %s", (nanoseconds, words) => {
  expect(nanosecondWords(nanoseconds)).toBe(words);
});
