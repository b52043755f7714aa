import { expect, test } from "vitest";
import { guessSeverity, LineBudget } from "./run-log";

test.each([
  ['{"level":"warn","message":"x"}', "warning"],
  ['{"severity":"ERROR"}', "error"],
  ['{"level":30,"msg":"pino"}', "info"],
  ['{"level":50,"msg":"pino"}', "error"],
  ['{"message":"an error"}', "info"],
  ["{not json", "info"],
  ["ERROR: it broke", "error"],
  ["2026-11-24T18:00:00.123Z [WARN] slow", "warning"],
  ["2026-11-24 18:00:00,123 DEBUG x", "debug"],
  ["[fatal] gone", "critical"],
  ["INFO:     Started server process", "info"],
  ["informal words about an error", "info"],
  ["no ERROR at the beginning", "info"],
])("%s", (line, level) => {
  expect(guessSeverity(line)).toBe(level);
});

test("of many lines at once so many are kept, the rest is counted once", () => {
  const budget = new LineBudget({ perSecond: 100, burst: 10 });
  const burst = Array.from({ length: 1_000 }, () => budget.take(0));
  expect(burst.filter(({ keep }) => keep)).toHaveLength(10);
  expect(budget.take(50)).toEqual({ keep: false });
  expect(budget.take(200)).toEqual({ keep: true, skipped: 991 });
  expect(budget.take(200)).toEqual({ keep: true, skipped: 0 });
});

test("a steady stream below the rate loses nothing", () => {
  const budget = new LineBudget({ perSecond: 100, burst: 10 });
  const kept = Array.from({ length: 500 }, (_, index) => budget.take(index * 10)).filter(({ keep }) => keep);
  expect(kept).toHaveLength(500);
});
