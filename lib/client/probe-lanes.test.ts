import fc from "fast-check";
import { expect, test } from "vitest";
import { pictureProbe, pictureProbes, readProbeTimes } from "./probe-lanes";
import { layoutTimeline } from "./timeline-layout";

const readiness = { path: "/readyz", initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 5 };

function timesOf(raw: unknown) {
  const times = readProbeTimes(raw);
  if (!times) throw new Error("These numbers are wrong");
  return times;
}

test("numbers are read as written, with defaults, and not while one is wrong", () => {
  expect(readProbeTimes(readiness)).toEqual({
    initialDelaySeconds: 5,
    periodSeconds: 5,
    timeoutSeconds: 5,
    failureThreshold: 3,
    successThreshold: 1,
  });
  expect(readProbeTimes({ other: 1, periodSeconds: null })).toMatchObject({ periodSeconds: 30 });
  expect(readProbeTimes({ periodSeconds: "5" })).toBeNull();
  expect(readProbeTimes(undefined)).toBeNull();
  expect(readProbeTimes("x")).toBeNull();
});

test("each kind in words", () => {
  expect(pictureProbe("readinessProbe", timesOf(readiness)).words).toBe(
    "First ready after 5 s at the earliest, taken out after 20 s without answers",
  );
  expect(pictureProbe("livenessProbe", timesOf({})).words).toBe(
    "Ended after 90 s at the earliest, and 2 min after it stopped answering at the latest",
  );
  expect(
    pictureProbe("startupProbe", timesOf({ initialDelaySeconds: 0, periodSeconds: 2, failureThreshold: 30 }))
      .words,
  ).toBe("Started after 0 s at the earliest, ended after 58 s without success");
});

test("together they are on one clock; one alone needs no second picture", () => {
  const times = timesOf(readiness);
  const picture = pictureProbes({ startupProbe: times, readinessProbe: times, livenessProbe: null });
  expect(picture?.lanes.map(({ name }) => name)).toEqual(["startup", "readiness"]);
  expect(picture?.words).toContain("First ready after 10 s");
  expect(pictureProbes({ startupProbe: null, readinessProbe: times, livenessProbe: null })).toBeNull();
});

test("any numbers are drawn inside the picture, with few dots and labels that do not touch", () => {
  const seconds = fc.integer({ min: 1, max: 86_400 });
  const count = fc.integer({ min: 1, max: 10_000 });
  const any = fc.record({
    initialDelaySeconds: fc.integer({ min: 0, max: 86_400 }),
    periodSeconds: seconds,
    timeoutSeconds: seconds,
    failureThreshold: count,
    successThreshold: count,
  });
  const field = fc.constantFrom("startupProbe" as const, "readinessProbe" as const, "livenessProbe" as const);
  fc.assert(
    fc.property(field, any, (kind, times) => {
      for (const { marks, dots } of layoutTimeline(pictureProbe(kind, times).lanes, 420)) {
        expect(dots.length).toBeLessThanOrEqual(14);
        for (const x of [...dots, ...marks.map((mark) => mark.x)]) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(420);
        }
        for (const [index, mark] of marks.entries()) {
          expect(mark.labelX).toBeGreaterThanOrEqual(0);
          const before = marks.slice(0, index).filter((other) => other.line === mark.line);
          for (const other of before) {
            expect(other.labelX + other.label.length * 5).toBeLessThan(mark.labelX);
          }
        }
      }
    }),
  );
});
