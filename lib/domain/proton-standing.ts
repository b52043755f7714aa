import type { ReplicaState } from "./replica-state";
import { standingOfReplica } from "./replica-state";
import { foldStatus, type RunStatus, type Standing, type WorkloadStatus, worstStanding } from "./run-status";

interface PlacedReplica {
  groupName: string;
  ready: boolean;
  state: ReplicaState;
}

interface ProtonFacts {
  goal: "run" | "drain" | "stop";
  /** Of all its groups together. */
  wanted: number;
  /** Those that are to run. */
  replicas: readonly PlacedReplica[];
  /** Whether anything of it is left, whatever it is to do. */
  left: boolean;
  /** It is a candidate whose replicas are ready. */
  warming: boolean;
}

export function standingOfProton({ goal, wanted, replicas, left, warming }: ProtonFacts): Standing {
  if (goal === "stop") return { status: left ? "stopping" : "stopped", reason: null };
  if (goal === "drain") return { status: "draining", reason: null };
  if (wanted === 0) return { status: "running", reason: "Scaled to zero; the next request wakes it" };
  const standing = worstStanding(countedReplicas(replicas).map(({ state }) => standingOfReplica(state)));
  if (standing === null) return { status: "submitted", reason: null };
  return warming && standing.status === "running" ? { status: "warming", reason: null } : standing;
}

/** Ways of being on the way up for the first time. */
const rising = new Set<RunStatus>(["submitted", "provisioning", "launching"]);

/** One replica more beside one that serves takes nothing from anybody while it comes up. */
function countedReplicas(replicas: readonly PlacedReplica[]): readonly PlacedReplica[] {
  const serving = new Set(replicas.filter(({ ready }) => ready).map(({ groupName }) => groupName));
  return replicas.filter(
    ({ groupName, ready, state }) =>
      ready ||
      !serving.has(groupName) ||
      state.containers.some(({ lastEnd }) => lastEnd !== null) ||
      state.overdue ||
      !rising.has(standingOfReplica(state).status),
  );
}

/** The standing of a workload: that of its active proton, in the words for workloads. */
export function standingOfWorkload(
  goal: "running" | "stopped",
  active: Standing | null,
  left: boolean,
): { status: WorkloadStatus; reason: string | null } {
  if (goal === "stopped") return { status: left ? "stopping" : "stopped", reason: null };
  if (active === null) return { status: "submitted", reason: null };
  return { status: foldStatus(active.status), reason: active.reason };
}
