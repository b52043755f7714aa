import type { Probe } from "./spec";

/** What a timeline is drawn from; the rest of a probe does not change it. */
export type ProbeTimes = Pick<
  Probe,
  "initialDelaySeconds" | "periodSeconds" | "timeoutSeconds" | "failureThreshold" | "successThreshold"
>;

export interface ProbeTimeline {
  /** Seconds after the container's start at which the first question is asked. */
  firstAsked: number;
  /** When enough questions can have succeeded, if every one does. */
  succeedsAt: number;
  /** When enough can have failed, if every one does at once: a killing probe ends the container no sooner. */
  failsAt: number;
  /** Seconds that pass at most from the moment nothing answers any more to the verdict. */
  detectsWithin: number;
}

/** `after` is when the probe may begin: 0, or when the startup probe has succeeded. */
export function probeTimeline(probe: ProbeTimes, after = 0): ProbeTimeline {
  const { initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold, successThreshold } = probe;
  const firstAsked = after + initialDelaySeconds;
  // A question waits for the answer to the one before it, so a long timeout stretches the period.
  const step = Math.max(periodSeconds, timeoutSeconds);
  return {
    firstAsked,
    succeedsAt: firstAsked + (successThreshold - 1) * periodSeconds,
    failsAt: firstAsked + (failureThreshold - 1) * periodSeconds,
    // The worst moment is right after an answer: the first failing question is then a whole period away.
    detectsWithin: periodSeconds + (failureThreshold - 1) * step + timeoutSeconds,
  };
}

export interface ContainerProbes<Times = ProbeTimes> {
  startupProbe: Times | null;
  readinessProbe: Times | null;
  livenessProbe: Times | null;
}

/**
 * The three probes of one container on one clock. Startup holds the others back: their delays begin when it has
 * succeeded, as the Kubernetes documentation of `initialDelaySeconds` says.
 */
export function containerTimeline(probes: ContainerProbes): ContainerProbes<ProbeTimeline> {
  const { startupProbe, readinessProbe, livenessProbe } = probes;
  const startup = startupProbe && probeTimeline(startupProbe);
  const after = startup?.succeedsAt ?? 0;
  return {
    startupProbe: startup,
    readinessProbe: readinessProbe && probeTimeline(readinessProbe, after),
    livenessProbe: livenessProbe && probeTimeline(livenessProbe, after),
  };
}
