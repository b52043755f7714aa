import type { ContainerRequest, ReplicaRequest } from "#lib/engines/replicas";

/** Of its own for each run, so that what one leaves is not another's. */
const run = `${process.pid.toString(16)}${Date.now().toString(16)}`;
let made = 0;

export const shell = (script: string): string[] => ["/bin/sh", "-c", script];

/** Says that it is there, and lives on until it is killed: a first process does not hear of SIGTERM. */
const service = shell("echo ready; sleep 600");

/** A replica of a workload of its own. Its containers are called web unless they say otherwise. */
export function describeReplica(image: string, ...containers: Partial<ContainerRequest>[]): ReplicaRequest {
  made += 1;
  return {
    replicaId: `r${run}${made}`,
    protonId: `p${run}${made}`,
    workloadId: `w${run}${made}`,
    containers: containers.map((container) => ({
      name: "web",
      image,
      entrypoint: service,
      environment: {},
      readOnly: false,
      seccomp: "default",
      addCapabilities: [],
      limits: { memoryBytes: 64 * 2 ** 20, cpus: 1, processes: 50 },
      mountPaths: [],
      ...container,
    })),
    volume: null,
    registryCredentials: [],
  };
}
