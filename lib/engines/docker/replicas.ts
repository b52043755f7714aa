import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import { EngineError } from "#lib/engines/engine";
import type { ReplicaEngine } from "#lib/engines/replicas";
import { callEngine, hasStatusCode } from "./connection";
import { followContainerLog } from "./container-log";
import { Inspections } from "./inspections";
import { removeContainer } from "./leftovers";
import { getContainer, labels, listMembers, listReplicaMembers, type Member } from "./replica-containers";
import { listReplicas, watchReplicas } from "./replica-list";
import { readUsage } from "./replica-usage";
import { ensureSandbox } from "./sandbox";
import { restartContainer } from "./start-container";
import { startReplica } from "./start-replica";
import { removeWorkloadVolumes } from "./volumes";
import { removeWorkloadNetwork } from "./workload-network";

export function makeDockerReplicas(docker: Docker): ReplicaEngine {
  const inspections = new Inspections();
  return {
    startReplica: (request, signal) => startReplica(docker, request, signal),
    restartContainer: (replicaId, container, signal) => restart(docker, replicaId, container, signal),
    stopContainer: async (replicaId, container, { seconds }, signal) => {
      const { id } = await getContainer(docker, replicaId, container, signal);
      await stopContainer(docker, id, seconds, signal);
    },
    stopReplica: (replicaId, { seconds }, signal) => stop(docker, replicaId, seconds, signal),
    listReplicas: (signal) => listReplicas(docker, inspections, signal),
    watchReplicas: (onChange, signal) => watchReplicas(docker, inspections, onChange, signal),
    followContainerLog: (target, signal) => followContainerLog(docker, target, signal),
    readUsage: (replicaId, signal) => readUsage(docker, replicaId, signal),
    sweepWorkload: (workloadId, signal) => sweepWorkload(docker, workloadId, signal),
  };
}

async function restart(
  docker: Docker,
  replicaId: string,
  container: string,
  signal: AbortSignal,
): Promise<void> {
  const { id } = await getContainer(docker, replicaId, container, signal);
  const members = await listReplicaMembers(docker, replicaId, signal);
  const member = members.find((candidate) => candidate.id === id);
  if (member === undefined) throw new EngineError("not_found", `${container} of ${replicaId} has just gone`);
  await ensureSandbox(docker, member, members, signal);
  await restartContainer(docker, { id, name: container }, signal);
}

async function stop(docker: Docker, replicaId: string, seconds: number, signal: AbortSignal): Promise<void> {
  const members = await listReplicaMembers(docker, replicaId, signal);
  const running = members.filter(({ container, state }) => container !== null && state === "running");
  await Promise.all(running.map(({ id }) => stopContainer(docker, id, seconds, signal)));
  await removeAll(docker, replicaId, members, signal);
}

async function stopContainer(
  docker: Docker,
  id: string,
  seconds: number,
  signal: AbortSignal,
): Promise<void> {
  await callEngine(signal, () =>
    docker.getContainer(id).stop({ t: seconds, abortSignal: signal }).catch(ignoreStopped),
  );
}

/** Until nothing is left, also of what another worker has begun to remove. */
async function removeAll(
  docker: Docker,
  replicaId: string,
  members: Member[],
  signal: AbortSignal,
): Promise<void> {
  for (let left = members; left.length > 0; ) {
    await Promise.all(left.map(({ id }) => removeContainer(docker, id, signal)));
    left = await listReplicaMembers(docker, replicaId, signal);
    if (left.length > 0) await delay(100, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/** It has exited by itself, or is gone. */
function ignoreStopped(error: unknown): void {
  if (!(hasStatusCode(error) && [304, 404].includes(error.statusCode))) throw error;
}

async function sweepWorkload(docker: Docker, workloadId: string, signal: AbortSignal): Promise<void> {
  const members = await listMembers(docker, { label: `${labels.workload}=${workloadId}` }, signal);
  if (members.length > 0) return;
  await removeWorkloadNetwork(docker, workloadId, signal);
  await removeWorkloadVolumes(docker, workloadId, signal);
}
