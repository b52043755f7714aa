import type { ReplacementRecord, ReplacementStatus } from "./replacements";

export interface ReplacementFacts {
  replacement: Pick<
    ReplacementRecord,
    "status" | "warmupMinutes" | "keepOldMinutes" | "readyAt" | "switchedAt" | "cancelRequestedAt"
  >;
  /** The workload is to run, and is not deleted. */
  running: boolean;
  /** Null: it is gone. */
  candidate: { begun: boolean; ready: boolean; failure: string | null } | null;
  /** What ran before; null: nothing is left of it. */
  previous: { stopping: boolean; inFlight: number } | null;
}

export type ReplacementStep =
  | { kind: "wait"; status: ReplacementStatus }
  /** The candidate is ready: its warm-up begins. */
  | { kind: "stage" }
  /** It is ready no longer: its warm-up begins anew once it is. */
  | { kind: "unstage" }
  | { kind: "switch" }
  | { kind: "stop-previous" }
  | { kind: "complete" }
  | { kind: "fail"; message: string }
  | { kind: "cancel"; message: string };

export interface DrainTimes {
  /** Gateways may send to the old one for this long after the switch. */
  leastDrainMs: number;
  /** Requests under way are waited for no longer than this. */
  mostDrainMs: number;
}

const minute = 60_000;

/** What a replacement does next. */
export function nextStep(facts: ReplacementFacts, times: DrainTimes, now: Date): ReplacementStep {
  return facts.replacement.switchedAt === null
    ? stepBeforeSwitch(facts, now)
    : stepAfterSwitch(facts, facts.replacement.switchedAt, times, now);
}

function stepBeforeSwitch({ replacement, running, candidate }: ReplacementFacts, now: Date): ReplacementStep {
  if (!running) return { kind: "cancel", message: "The workload was stopped" };
  if (replacement.cancelRequestedAt !== null) return { kind: "cancel", message: "Canceled" };
  if (candidate === null) return { kind: "fail", message: "The candidate was stopped" };
  if (candidate.failure !== null) return { kind: "fail", message: candidate.failure };
  const { readyAt, warmupMinutes } = replacement;
  if (!candidate.ready) {
    if (readyAt !== null) return { kind: "unstage" };
    return { kind: "wait", status: candidate.begun ? "initializing" : "submitted" };
  }
  if (readyAt === null && warmupMinutes > 0) return { kind: "stage" };
  if (readyAt !== null && now.getTime() < readyAt.getTime() + warmupMinutes * minute)
    return { kind: "wait", status: "staged" };
  return { kind: "switch" };
}

function stepAfterSwitch(
  { replacement: { keepOldMinutes }, running, previous }: ReplacementFacts,
  switchedAt: Date,
  { leastDrainMs, mostDrainMs }: DrainTimes,
  now: Date,
): ReplacementStep {
  if (previous === null) return { kind: "complete" };
  if (previous.stopping) return { kind: "wait", status: "finalizing" };
  if (!running) return { kind: "stop-previous" };
  const since = now.getTime() - switchedAt.getTime();
  const drained = since >= leastDrainMs && (previous.inFlight === 0 || since >= mostDrainMs);
  if (!drained) return { kind: "wait", status: "promoting" };
  return since >= keepOldMinutes * minute
    ? { kind: "stop-previous" }
    : { kind: "wait", status: "finalizing" };
}
