import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  clampView,
  contains,
  endView,
  fitScale,
  fitView,
  panBy,
  pointAt,
  reveal,
  verticalScale,
  visibleBox,
  zoomAt,
} from "./graph-view";

const size = { width: 1000, height: 400 };
const long = { left: 0, right: 50_000, top: 0, bottom: 300 };

describe("a view", () => {
  test("begins with the newest at the right, at scale 1", () => {
    const view = endView(long, size);
    expect(view.scale).toBe(1);
    expect(long.right + view.x).toBeLessThan(size.width);
    expect(long.right + view.x).toBeGreaterThan(size.width - 100);
  });

  test("of everything holds everything", () => {
    const view = fitView(long, size);
    expect(contains(visibleBox(view, size, 0), long)).toBe(true);
    expect(fitScale({ ...long, right: 100 }, size)).toBe(1);
  });

  test("stops at the ends", () => {
    const start = panBy(endView(long, size), { x: 1e9, y: 0 }, long, size);
    expect(panBy(start, { x: 10, y: 0 }, long, size)).toEqual(start);
    expect(start.x).toBeGreaterThan(0);
  });

  test("shows a point that was beside it, and stays where that is on it already", () => {
    const margin = { x: 150, y: 50 };
    const shown = reveal(endView(long, size), { x: 20_000, y: 0 }, margin, long, size);
    expect(20_000 + shown.x).toBe(margin.x);
    expect(reveal(shown, { x: 20_100, y: 0 }, margin, long, size)).toEqual(shown);
  });
});

const zoom = fc.record({
  factor: fc.double({ min: 0.2, max: 5, noNaN: true }),
  x: fc.integer({ min: 0, max: size.width }),
  y: fc.integer({ min: 0, max: size.height }),
});

test("zooming keeps what is under the pointer there, but for the ends", () => {
  fc.assert(
    fc.property(zoom, fc.integer({ min: -49_000, max: 0 }), ({ factor, x, y }, from) => {
      const view = clampView({ x: from, y: 0, scale: 1 }, long, size);
      const next = zoomAt(view, factor, { x, y }, long, size);
      const before = pointAt(view, { x, y });
      const free = clampView({ ...next, x: x - before.x * next.scale }, long, size);
      expect(next.x).toBeCloseTo(free.x, 6);
      expect(next.scale).toBeGreaterThanOrEqual(fitScale(long, size));
      expect(next.scale).toBeLessThanOrEqual(2);
    }),
  );
});

test("zoomed out, lanes keep their distance", () => {
  expect(verticalScale(0.01)).toBeGreaterThan(0.5);
  expect(verticalScale(1.5)).toBe(1.5);
});
