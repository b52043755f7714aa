import { expect, test } from "vitest";
import {
  bucketOf,
  countRequest,
  countSlower,
  durationBuckets,
  durationQuantile,
  emptyCounts,
  mergeCounts,
  ratesUpTo,
  sumLoads,
  summarizeRequests,
} from "./request-stats";

function counts(...requests: [status: number, milliseconds: number][]) {
  const all = emptyCounts();
  for (const [status, milliseconds] of requests) countRequest(all, status, milliseconds);
  return all;
}

test("bounds rise, and a time lies in the first bucket that it does not exceed", () => {
  expect(durationBuckets.every((bound, at) => at === 0 || bound > (durationBuckets[at - 1] ?? 0))).toBe(true);
  expect([0, 1, 1.01, 2, 300_000, 300_001].map(bucketOf)).toEqual([0, 0, 1, 1, 29, 30]);
});

test("errors are counted by whose they are, and one that nobody waited for is its client's", () => {
  expect(counts([200, 1], [404, 1], [499, 1], [500, 1], [502, 1], [101, 1])).toMatchObject({
    requests: 6,
    userErrors: 2,
    serverErrors: 2,
  });
});

test("counts of several together are their sums, at once the most of one", () => {
  const one = { ...counts([200, 4], [500, 40]), concurrent: 2 };
  const other = { ...counts([200, 4]), concurrent: 5 };
  const merged = mergeCounts([one, other]);
  expect(merged).toMatchObject({ requests: 3, serverErrors: 1, concurrent: 5 });
  expect(merged.durations[bucketOf(4)]).toBe(2);
  expect(mergeCounts([])).toEqual(emptyCounts());
});

test("a quantile lies within the bucket of its request", () => {
  expect(durationQuantile(emptyCounts().durations, 0.5)).toBeNull();
  const { durations } = counts([200, 60], [200, 60], [200, 60], [200, 60]);
  expect(durationQuantile(durations, 0.5)).toBe(60);
  expect(durationQuantile(durations, 1)).toBe(70);
  const mixed = counts([200, 1], [200, 1], [200, 1], [200, 250_000]).durations;
  expect(durationQuantile(mixed, 0.5)).toBeLessThanOrEqual(1);
  expect(durationQuantile(mixed, 0.99)).toBeGreaterThan(120_000);
  expect(durationQuantile(counts([200, 999_999]).durations, 0.5)).toBe(300_000);
});

test("how many are slower than a bound is exact, between bounds a share", () => {
  const { durations } = counts([200, 1900], [200, 2100], [200, 2900], [200, 9e9]);
  expect(countSlower(durations, 2000)).toBe(3);
  expect(countSlower(durations, 2500)).toBe(2);
  expect(countSlower(durations, 0)).toBe(4);
});

test("the metrics of contract 7.12", () => {
  const rows = [counts([200, 60], [200, 60], [404, 60], [500, 3000]), { ...emptyCounts(), concurrent: 4 }];
  const span = { start: new Date(0), end: new Date(120_000) };
  expect(summarizeRequests(rows, { quantile: 0.5, slowMs: 2000, ...span })).toEqual({
    totalRequests: 4,
    requestsPerMinute: 2,
    concurrentRequests: 4,
    responseTime: 63,
    slowRequests: 1,
    serverErrors: 1,
    userErrors: 1,
    serverErrorRate: 0.25,
    userErrorRate: 0.25,
    totalErrorRate: 0.5,
  });
  expect(summarizeRequests([], { quantile: 0.5, slowMs: 2000, ...span })).toMatchObject({
    totalRequests: 0,
    responseTime: 0,
    totalErrorRate: 0,
  });
});

test("the last spans of time, the oldest first", () => {
  const minute = (at: number, ...requests: Parameters<typeof counts>) => ({
    ...counts(...requests),
    minute: new Date(at * 60_000),
  });
  const rows = [minute(1, [200, 1]), minute(5, [200, 1], [500, 1]), minute(6, [200, 1])];
  expect(ratesUpTo(rows, { end: new Date(6 * 60_000), spanMs: 120_000, count: 3 })).toEqual({
    requestRates: [0.5, 0, 1.5],
    errorRates: [0, 0, 1 / 3],
  });
});

test("what a gateway that is gone had under way counts no more, but when it was last asked does", () => {
  const [early, late] = [new Date(1000), new Date(2000)];
  const row = { workloadId: "w", protonId: "p", inFlight: 2 };
  expect(
    sumLoads([
      { ...row, lastRequestAt: late, age: 5_001 },
      { ...row, lastRequestAt: early, age: 5_000 },
      { ...row, lastRequestAt: early, age: 0 },
    ]),
  ).toEqual([{ workloadId: "w", protonId: "p", inFlight: 4, lastRequestAt: late }]);
});
