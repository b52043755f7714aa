import { expect, test } from "vitest";
import { measureSpace, rowHeight } from "./log-scroll";

test("a log that fits a browser is scrolled pixel by pixel", () => {
  const space = measureSpace(10_000, 600);
  expect(space.height).toBe(10_000 * rowHeight);
  expect(space.rowAt(1_000)).toBe(1_000 / rowHeight);
  expect(space.topOf(50)).toBe(50 * rowHeight);
  expect(space.topOf(10_000)).toBe(10_000 * rowHeight - 600);
});

test("a longer one stays below what browsers draw, and both its ends are reached", () => {
  const space = measureSpace(5_000_000, 600);
  expect(space.height).toBeLessThan(17_000_000);
  expect(space.rowAt(0)).toBe(0);
  expect(space.rowAt(space.height - 600)).toBe(5_000_000 - 600 / rowHeight);
  for (const row of [0, 1, 123_456, 4_999_000]) expect(space.rowAt(space.topOf(row))).toBeCloseTo(row, 3);
});

test("a log shorter than its window is not scrolled", () => {
  expect(measureSpace(3, 600).rowAt(10)).toBe(0);
  expect(measureSpace(0, 600).topOf(7)).toBe(0);
});
