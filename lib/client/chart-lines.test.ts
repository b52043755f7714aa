import { expect, test } from "vitest";
import { fillSteps, linePath, niceCeiling } from "./chart-lines";

const at = (minute: number) => new Date(minute * 60_000);
const size = { width: 100, height: 10 };

test("every step of a span has a point, whether anything came in it or not", () => {
  const rows = [{ time: at(10), count: 3 }];
  const span = { start: at(4), end: at(16), stepMinutes: 5 };
  expect(fillSteps(rows, span, (row) => row?.count ?? 0)).toEqual([
    { time: at(5), value: 0 },
    { time: at(10), value: 3 },
    { time: at(15), value: 0 },
  ]);
});

test.each([
  [0, 1],
  [0.3, 0.5],
  [1, 1],
  [7, 10],
  [120, 200],
  [1_000_000, 1_000_000],
])("an axis up to %d ends with %d", (largest, end) => {
  expect(niceCeiling(largest)).toBeCloseTo(end);
});

test("a line is broken where there are no values, and one alone is still seen", () => {
  const points = [0, 10, null, 5].map((value, minute) => ({ time: at(minute), value }));
  expect(linePath(points, 10, size)).toBe("M0 10L33.3 0M100 5h2");
  expect(linePath([], 10, size)).toBe("");
});

test("a level stretch is its ends", () => {
  const points = [0, 0, 0, 0, 5, 5].map((value, minute) => ({ time: at(minute), value }));
  expect(linePath(points, 10, size)).toBe("M0 10L60 10L80 5L100 5");
});
