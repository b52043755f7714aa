import fc from "fast-check";
import { expect, test } from "vitest";
import { decideCount, type Wish, wishedCount } from "./autoscaling";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const times = { downMs: 60_000, idleMs: 300_000 };
const rules = (
  minReplicaCount: number,
  maxReplicaCount: number,
  scalingMetric = "httpRequestsConcurrency",
) => ({
  enabled: true as const,
  ...{ minReplicaCount, maxReplicaCount },
  policies: [{ scalingMetric, target: 10 }],
});
const quiet = { metrics: {}, lastRequestAt: null, wokenAt: null };
const busy = (value: number) => ({
  ...quiet,
  metrics: { httpRequestsConcurrency: value },
  lastRequestAt: at(0),
});

test("as many as bring the metric to its target, within the bounds, not for a tenth more or less", () => {
  const wish = (value: number, current = 2) =>
    wishedCount(rules(1, 5), current, { httpRequestsConcurrency: value });
  expect([wish(10), wish(11), wish(12), wish(9.1), wish(5), wish(0), wish(1000)]).toEqual([
    2, 2, 3, 2, 1, 1, 5,
  ]);
  expect(wishedCount(rules(1, 5), 2, {})).toBe(2);
  const two = { ...rules(1, 9), policies: [...rules(1, 9).policies, { scalingMetric: "queue", target: 2 }] };
  expect(wishedCount(two, 2, { httpRequestsConcurrency: 5, queue: 6 })).toBe(6);
});

test("up at once, down only after a minute of lower wishes, to the most of them", () => {
  const scaling = rules(1, 10);
  let current = { count: 1, since: at(0) };
  let wishes: readonly Wish[] = [];
  const decide = (value: number, second: number) => {
    const decision = decideCount(scaling, current, { measures: busy(value), wishes, times, now: at(second) });
    wishes = decision.wishes;
    if (decision.count !== current.count) current = { count: decision.count, since: at(second) };
    return decision.count;
  };
  expect(decide(40, 0)).toBe(4);
  expect(decide(2, 5)).toBe(4);
  expect(decide(5, 30)).toBe(4);
  expect(decide(2, 59)).toBe(4);
  expect(decide(2, 65)).toBe(2);
});

test("to none only without a request for long, and back as soon as somebody waits", () => {
  const scaling = rules(0, 3);
  const decide = (
    current: { count: number; since: Date },
    measures: Partial<typeof quiet | { lastRequestAt: Date; wokenAt: Date }>,
    second: number,
  ) =>
    decideCount(scaling, current, { measures: { ...quiet, ...measures }, wishes: [], times, now: at(second) })
      .count;
  const one = { count: 1, since: at(0) };
  expect(decide(one, {}, 299)).toBe(1);
  expect(decide(one, {}, 300)).toBe(0);
  expect(decide(one, { lastRequestAt: at(100) }, 399)).toBe(1);
  expect(decide(one, { lastRequestAt: at(100) }, 400)).toBe(0);
  const none = { count: 0, since: at(400) };
  expect(decide(none, { lastRequestAt: at(100), wokenAt: at(90) }, 500)).toBe(0);
  expect(decide(none, { wokenAt: at(401) }, 401)).toBe(1);
});

test("never beyond the bounds, never to none while requests are under way", () => {
  const given = fc.record({
    min: fc.nat(3),
    more: fc.nat(5),
    count: fc.nat(8),
    value: fc.nat(200),
    second: fc.nat(900),
  });
  fc.assert(
    fc.property(given, ({ min, more, count, value, second }) => {
      const most = Math.max(1, min + more);
      const current = { count: Math.min(count, most), since: at(0) };
      const measures = { ...busy(value), lastRequestAt: value > 0 ? at(second) : null };
      const decided = decideCount(rules(min, most), current, {
        measures,
        wishes: [],
        times,
        now: at(second),
      });
      expect(decided.count).toBeLessThanOrEqual(most);
      if (current.count >= min) expect(decided.count).toBeGreaterThanOrEqual(min);
      if (value > 0 && current.count > 0) expect(decided.count).toBeGreaterThan(0);
    }),
  );
});
