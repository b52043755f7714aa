import type { ContainerState, Ending } from "./replica-state";

/** What an engine says of a container. */
export interface ContainerFacts {
  state: "created" | "running" | "exited";
  startedAt: Date | null;
  finishedAt: Date | null;
  exitCode: number | null;
  outOfMemory: boolean;
}

/** `ended` is told once for each end, however often it is seen. */
export type LifeNews = "started" | "ended" | null;

/** After running this long an end is no longer counted with those before, in milliseconds. */
const longRun = 10 * 60_000;
const longestDelay = 5 * 60_000;

/** How long a container waits before it is started anew, after so many ends in a row: 1, 2, 4 … seconds. */
export function restartDelay(failures: number): number {
  return Math.min(longestDelay, 1000 * 2 ** Math.min(failures - 1, 20));
}

/** A container as it is known, brought up to what the engine says now. What follows from an end is `endContainer`'s. */
export function observeContainer(
  known: ContainerState,
  facts: ContainerFacts | null,
): { state: ContainerState; news: LifeNews } {
  if (facts === null || facts.state === "created")
    return { state: { ...known, status: "waiting", ready: false }, news: null };
  const sameLife = facts.startedAt === null || sameTime(known.startedAt, facts.startedAt);
  const state = sameLife ? known : beginLife(known, facts.startedAt);
  if (facts.state === "running")
    return { state: { ...state, status: "running" }, news: sameLife ? null : "started" };
  // One that a probe condemned may end before it is started anew: that is one end, not two.
  const told = sameTime(state.lastEnd?.finishedAt, facts.finishedAt) || state.restartsAt !== null;
  return { state: { ...state, status: "terminated", ready: false }, news: told ? null : "ended" };
}

function beginLife(known: ContainerState, startedAt: Date | null): ContainerState {
  const restartCount = known.restartCount + (known.startedAt === null ? 0 : 1);
  return { ...known, ready: false, startedAt, restartCount, restartsAt: null, probes: {} };
}

const sameTime = (one: Date | null | undefined, other: Date | null) =>
  other !== null && one?.getTime() === other.getTime();

/** Notes an end, or the verdict that a probe means it, and when the container is started anew. */
export function endContainer(known: ContainerState, lastEnd: Ending, now: Date): ContainerState {
  const ran = known.startedAt === null ? 0 : now.getTime() - known.startedAt.getTime();
  const failures = ran >= longRun ? 1 : known.failures + 1;
  const restartsAt = new Date(now.getTime() + restartDelay(failures));
  return { ...known, ready: false, failures, lastEnd, restartsAt };
}

/** Ends long ago no longer count against what runs. */
export function forgiveFailures(known: ContainerState, now: Date): ContainerState {
  const ran = known.startedAt === null ? 0 : now.getTime() - known.startedAt.getTime();
  const settled = known.status === "running" && known.failures > 0 && ran >= longRun;
  return settled ? { ...known, failures: 0 } : known;
}
