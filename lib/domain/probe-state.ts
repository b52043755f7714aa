import type { ProbeKind, ProbeStanding } from "./replica-state";
import type { Probe } from "./spec";

export type ProbeAnswer = { passed: true } | { passed: false; message: string };

type Thresholds = Pick<Probe, "successThreshold" | "failureThreshold">;

/** How a probe stands, and how many answers in a row said the opposite or the same. */
export interface ProbeCourse {
  standing: ProbeStanding;
  successes: number;
  failures: number;
}

/** A worker that takes over goes on from where the probe stood, and counts anew. */
export function beginCourse(standing: ProbeStanding | undefined, implied = false): ProbeCourse {
  return { standing: standing ?? { state: "waiting", message: null, implied }, successes: 0, failures: 0 };
}

/** Only so many answers in a row change how a probe stands; what the last failure was is told until it passes. */
export function countAnswer(course: ProbeCourse, answer: ProbeAnswer, thresholds: Thresholds): ProbeCourse {
  const { standing } = course;
  if (answer.passed) {
    const successes = course.successes + 1;
    const passes = standing.state === "passing" || successes >= thresholds.successThreshold;
    const passing = { ...standing, state: "passing" as const, message: null };
    return { standing: passes ? passing : standing, successes, failures: 0 };
  }
  const failures = course.failures + 1;
  const counted = { successes: 0, failures };
  if (failures >= thresholds.failureThreshold)
    return { standing: { ...standing, state: "failing", message: answer.message }, ...counted };
  if (standing.state === "passing") return { standing, ...counted };
  return { standing: { ...standing, message: answer.message }, ...counted };
}

export type Probed = Partial<Record<ProbeKind, ProbeStanding>>;
/** Which probes a container has. */
export type ProbesThere = ReadonlySet<ProbeKind>;

/** Startup holds the others back until it has passed. */
export function probesToAsk(there: ProbesThere, probed: Probed): ProbeKind[] {
  const starting = there.has("startup") && probed.startup?.state !== "passing";
  if (starting) return ["startup"];
  return (["readiness", "liveness"] as const).filter((kind) => there.has(kind));
}

/** Whether a container that runs may get requests. */
export function isProbedReady(there: ProbesThere, probed: Probed): boolean {
  const passes = (kind: ProbeKind) => !there.has(kind) || probed[kind]?.state === "passing";
  return passes("startup") && passes("readiness") && probed.liveness?.state !== "failing";
}

/** The probe for which a container is to be ended, if there is one. */
export function findFatalProbe(probed: Probed): "startup" | "liveness" | null {
  return (["startup", "liveness"] as const).find((kind) => probed[kind]?.state === "failing") ?? null;
}
