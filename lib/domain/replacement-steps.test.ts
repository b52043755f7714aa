import fc from "fast-check";
import { expect, test } from "vitest";
import { nextStep, type ReplacementFacts } from "./replacement-steps";

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);
const times = { leastDrainMs: 3_000, mostDrainMs: 60_000 };

const facts = (
  rest: Partial<ReplacementFacts> = {},
  replacement: Partial<ReplacementFacts["replacement"]> = {},
) => ({
  replacement: {
    status: "submitted" as const,
    ...{ warmupMinutes: 0, keepOldMinutes: 0, readyAt: null, switchedAt: null, cancelRequestedAt: null },
    ...replacement,
  },
  running: true,
  candidate: { begun: true, ready: true, failure: null },
  previous: { stopping: false, inFlight: 0 },
  ...rest,
});
const step = (given: ReplacementFacts, second = 0) => nextStep(given, times, at(second));
const unready = { begun: true, ready: false, failure: null };

test("a candidate that is ready is switched to, after its warm-up if it has one", () => {
  expect(step(facts({ candidate: { ...unready, begun: false } }))).toEqual({
    kind: "wait",
    status: "submitted",
  });
  expect(step(facts({ candidate: unready }))).toEqual({ kind: "wait", status: "initializing" });
  expect(step(facts())).toEqual({ kind: "switch" });
  expect(step(facts({}, { warmupMinutes: 1 }))).toEqual({ kind: "stage" });
  const staged = { warmupMinutes: 1, readyAt: at(0) };
  expect(step(facts({}, staged), 59)).toEqual({ kind: "wait", status: "staged" });
  expect(step(facts({}, staged), 60)).toEqual({ kind: "switch" });
  expect(step(facts({ candidate: unready }, staged), 60)).toEqual({ kind: "unstage" });
});

test("before the switch it fails with the candidate's reason, and is canceled by people or a stop", () => {
  const failed = { begun: true, ready: false, failure: "web: ran out of memory" };
  expect(step(facts({ candidate: failed }))).toEqual({ kind: "fail", message: "web: ran out of memory" });
  expect(step(facts({ candidate: null })).kind).toBe("fail");
  expect(step(facts({}, { cancelRequestedAt: at(0) }))).toEqual({ kind: "cancel", message: "Canceled" });
  expect(step(facts({ running: false })).kind).toBe("cancel");
});

test("the old one is drained, kept and stopped, and then it is over", () => {
  const after = (rest: Partial<ReplacementFacts>, second: number, keepOldMinutes = 0) =>
    step(facts(rest, { switchedAt: at(0), keepOldMinutes }), second);
  const busy = { previous: { stopping: false, inFlight: 2 } };
  expect(after({}, 2)).toEqual({ kind: "wait", status: "promoting" });
  expect(after({}, 3)).toEqual({ kind: "stop-previous" });
  expect(after(busy, 59)).toEqual({ kind: "wait", status: "promoting" });
  expect(after(busy, 60)).toEqual({ kind: "stop-previous" });
  expect(after({}, 59, 1)).toEqual({ kind: "wait", status: "finalizing" });
  expect(after({}, 60, 1)).toEqual({ kind: "stop-previous" });
  expect(after({ previous: { stopping: true, inFlight: 1 } }, 1)).toEqual({
    kind: "wait",
    status: "finalizing",
  });
  expect(after({ previous: null }, 0)).toEqual({ kind: "complete" });
  expect(after({ running: false }, 0)).toEqual({ kind: "stop-previous" });
});

test("what has switched is never canceled or failed, and what is canceled never switches", () => {
  const given = fc.record({
    running: fc.boolean(),
    candidate: fc.option(
      fc.record({ begun: fc.boolean(), ready: fc.boolean(), failure: fc.option(fc.constant("x")) }),
    ),
    previous: fc.option(fc.record({ stopping: fc.boolean(), inFlight: fc.nat(3) })),
    replacement: fc.record({
      status: fc.constant("initializing" as const),
      warmupMinutes: fc.nat(2),
      keepOldMinutes: fc.nat(2),
      readyAt: fc.option(fc.nat(200).map(at)),
      switchedAt: fc.option(fc.nat(200).map(at)),
      cancelRequestedAt: fc.option(fc.nat(200).map(at)),
    }),
  });
  fc.assert(
    fc.property(given, fc.nat(400), (one, second) => {
      const { kind } = step(one, second);
      const { switchedAt, cancelRequestedAt } = one.replacement;
      if (switchedAt !== null) expect(["wait", "stop-previous", "complete"]).toContain(kind);
      else if (cancelRequestedAt !== null || !one.running) expect(kind).toBe("cancel");
      if (kind === "switch") expect(one.candidate?.ready).toBe(true);
    }),
  );
});
