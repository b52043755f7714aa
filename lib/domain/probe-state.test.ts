import fc from "fast-check";
import { expect, test } from "vitest";
import {
  beginCourse,
  countAnswer,
  findFatalProbe,
  isProbedReady,
  type ProbeAnswer,
  probesToAsk,
} from "./probe-state";
import { type ProbeKind, type ProbeStanding, probeKind } from "./replica-state";

const answer = fc
  .boolean()
  .map((passed): ProbeAnswer => (passed ? { passed } : { passed, message: "answered 503" }));
const thresholds = fc.record({
  successThreshold: fc.integer({ min: 1, max: 4 }),
  failureThreshold: fc.integer({ min: 1, max: 4 }),
});

/** How many of the last answers say the same. */
const rowOf = (answers: readonly ProbeAnswer[]) => {
  const last = answers.at(-1)?.passed;
  return answers.length - 1 - answers.findLastIndex(({ passed }) => passed !== last);
};

test("only so many answers in a row change how a probe stands", () => {
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1, maxLength: 40 }), thresholds, (answers, limits) => {
      let course = beginCourse(undefined);
      answers.forEach((one, index) => {
        const before = course.standing.state;
        course = countAnswer(course, one, limits);
        const row = rowOf(answers.slice(0, index + 1));
        const enough = one.passed ? row >= limits.successThreshold : row >= limits.failureThreshold;
        const expected = enough ? (one.passed ? "passing" : "failing") : before;
        expect(course.standing.state).toBe(expected);
        expect(course.standing.message === null).toBe(
          course.standing.state === "passing" || !answers.slice(0, index + 1).some(({ passed }) => !passed),
        );
      });
    }),
  );
});

test("a probe that stood already is taken up where it was", () => {
  const passing: ProbeStanding = { state: "passing", message: null, implied: false };
  const failed: ProbeAnswer = { passed: false, message: "no answer within 1 s" };
  const limits = { successThreshold: 1, failureThreshold: 2 };
  const once = countAnswer(beginCourse(passing), failed, limits);
  expect(once.standing).toEqual(passing);
  expect(countAnswer(once, failed, limits).standing).toMatchObject({
    state: "failing",
    message: "no answer within 1 s",
  });
});

const standing = fc.constantFrom<ProbeStanding | undefined>(
  undefined,
  { state: "waiting", message: null, implied: false },
  { state: "passing", message: null, implied: false },
  { state: "failing", message: "answered 500", implied: false },
);

test("startup holds the others back, and nothing is ready before all that is asked has passed", () => {
  fc.assert(
    fc.property(
      fc.subarray([...probeKind.options]),
      fc.record({ startup: standing, readiness: standing, liveness: standing }),
      (kinds, states) => {
        const there = new Set<ProbeKind>(kinds);
        const probed = Object.fromEntries(
          kinds.flatMap((kind) => (states[kind] === undefined ? [] : [[kind, states[kind]]])),
        );
        const starting = there.has("startup") && states.startup?.state !== "passing";
        const asked = probesToAsk(there, probed);
        if (starting) expect(asked).toEqual(["startup"]);
        else expect(asked).not.toContain("startup");
        if (isProbedReady(there, probed)) {
          expect(starting).toBe(false);
          expect(there.has("readiness") && states.readiness?.state !== "passing").toBe(false);
          expect(findFatalProbe(probed)).toBeNull();
        }
      },
    ),
  );
});
