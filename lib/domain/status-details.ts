import { describeEnd, type ReplicaState } from "./replica-state";
import type { ProtonRecord, ReplicaRecord } from "./workloads";

/** A condition as Kubernetes words it, under both of the names clients look for (contract 7.12). */
function condition(type: string, since: Date | null) {
  const met = since !== null;
  return { type, met, value: met, since: since?.toISOString() ?? null, reason: null, message: null };
}

const replicaStatus = {
  pending: "pending",
  creating: "pending",
  started: "running",
  failed: "failed",
} as const;

/** What the worker knows of a proton, as `statusDetails` returns it (contract 7.12). */
export function describeProton(proton: ProtonRecord, replicas: readonly ReplicaRecord[]) {
  const times = [proton, ...replicas].map(({ updatedAt }) => updatedAt.getTime());
  return {
    overallStatus: {
      state: proton.status,
      summary:
        proton.statusReason ?? `${replicas.filter(({ ready }) => ready).length} of ${replicas.length} ready`,
      lastUpdated: new Date(Math.max(...times)).toISOString(),
    },
    replicas: replicas.map((replica) => ({
      name: `lrs-${proton.id}-${replica.groupName}-${replica.ordinal}`,
      status: replicaStatus[replica.state.phase],
      address: replica.address,
      nodeAddress: null,
      startedAt: replica.state.startedAt?.toISOString() ?? null,
      message: replica.state.message,
      conditions: conditionsOf(replica.state),
      containers: replica.state.containers.map(describeContainer),
    })),
  };
}

function conditionsOf({ scheduledAt, initializedAt, containersReadyAt, readyAt }: ReplicaState) {
  return [
    condition("PodScheduled", scheduledAt),
    condition("Initialized", initializedAt),
    condition("ContainersReady", containersReadyAt),
    condition("Ready", readyAt),
  ];
}

function describeContainer(container: ReplicaState["containers"][number]) {
  const { name, status, startedAt, ready, restartCount, image, lastEnd, probes } = container;
  const failing = Object.values(probes).find(({ state }) => state === "failing");
  return {
    ...{ name, status, ready, restartCount, image, probes },
    startedAt: startedAt?.toISOString() ?? null,
    reason: status === "running" ? null : (lastEnd?.reason ?? null),
    message: failing?.message ?? (lastEnd === null ? null : describeEnd(lastEnd)),
    exitCode: status === "running" ? null : (lastEnd?.exitCode ?? null),
    lastState:
      lastEnd === null
        ? null
        : {
            reason: lastEnd.reason,
            exitCode: lastEnd.exitCode,
            finishedAt: lastEnd.finishedAt?.toISOString() ?? null,
            message: lastEnd.message,
          },
  };
}
