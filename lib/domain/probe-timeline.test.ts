import fc from "fast-check";
import { expect, test } from "vitest";
import { containerTimeline, probeTimeline } from "./probe-timeline";
import { probe } from "./spec";

const readiness = probe.parse({
  path: "/",
  initialDelaySeconds: 5,
  periodSeconds: 5,
  timeoutSeconds: 2,
});

test("a probe on its own", () => {
  expect(probeTimeline(readiness)).toEqual({ firstAsked: 5, succeedsAt: 5, failsAt: 15, detectsWithin: 17 });
});

test("more successes are asked for one period apart", () => {
  expect(probeTimeline({ ...readiness, successThreshold: 3 }).succeedsAt).toBe(15);
});

test("a timeout over the period stretches what the verdict takes", () => {
  expect(probeTimeline({ ...readiness, timeoutSeconds: 10 }).detectsWithin).toBe(5 + 10 + 10 + 10);
});

test("startup holds the others back", () => {
  const startupProbe = { ...readiness, initialDelaySeconds: 0, periodSeconds: 2, successThreshold: 2 };
  const together = containerTimeline({ startupProbe, readinessProbe: readiness, livenessProbe: null });
  expect(together.startupProbe?.succeedsAt).toBe(2);
  expect(together.readinessProbe?.succeedsAt).toBe(7);
  expect(together.livenessProbe).toBeNull();
});

test("any probe: nothing happens before it is asked, and a verdict takes at least as long as its failures", () => {
  const seconds = fc.integer({ min: 1, max: 86_400 });
  const count = fc.integer({ min: 1, max: 10_000 });
  const times = fc.record({
    initialDelaySeconds: seconds,
    periodSeconds: seconds,
    timeoutSeconds: seconds,
    failureThreshold: count,
    successThreshold: count,
  });
  fc.assert(
    fc.property(times, seconds, (one, after) => {
      const { firstAsked, succeedsAt, failsAt, detectsWithin } = probeTimeline(one, after);
      expect(firstAsked).toBeGreaterThan(after);
      expect(Math.min(succeedsAt, failsAt)).toBeGreaterThanOrEqual(firstAsked);
      expect(detectsWithin).toBeGreaterThan(failsAt - firstAsked);
    }),
  );
});
