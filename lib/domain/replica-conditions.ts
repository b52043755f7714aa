import type { ReplicaState } from "./replica-state";

export const isReplicaReady = ({ phase, containers }: ReplicaState): boolean =>
  phase === "started" && containers.length > 0 && containers.every(({ ready }) => ready);

/** Brings the times of the conditions up to what holds now; what holds still keeps its time. */
export function settleConditions(state: ReplicaState, readyMs: number, now: Date): ReplicaState {
  const ready = isReplicaReady(state);
  const begun = state.phase === "creating" || state.phase === "started";
  const since = (holds: boolean, before: Date | null) => (holds ? (before ?? now) : null);
  const unreadySince = since(begun && !ready, state.unreadySince);
  return {
    ...state,
    scheduledAt: since(begun, state.scheduledAt),
    initializedAt: since(state.phase === "started", state.initializedAt),
    containersReadyAt: since(ready, state.containersReadyAt),
    readyAt: since(ready, state.readyAt),
    unreadySince,
    overdue: unreadySince !== null && now.getTime() - unreadySince.getTime() >= readyMs,
  };
}
