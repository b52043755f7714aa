import type { Listener, RegistryCredentials } from "./engine";

/** One container of a replica, as it is to run. */
export interface ContainerRequest {
  /** Of one label of a host name; no two in a replica are the same. */
  name: string;
  /** By digest or id where one is known; pulled if the engine does not have it. */
  image: string;
  /** Replaces the image's own entrypoint and command. */
  entrypoint: string[] | null;
  /** In clear, credentials resolved. Never logged, never in an error. */
  environment: Record<string, string>;
  readOnly: boolean;
  seccomp: "default" | "unconfined";
  addCapabilities: string[];
  limits: { memoryBytes: number; cpus: number; processes: number };
  /** Paths in the container where the replica's volume is; none mostly. */
  mountPaths: string[];
}

/** One replica of a proton's container group: one network namespace, address and life for its containers. */
export interface ReplicaRequest {
  replicaId: string;
  protonId: string;
  workloadId: string;
  /** The primary first. */
  containers: ContainerRequest[];
  /**
   * A named volume of the engine, made if it is not there, the primary's user its owner. One with the workload's id in its
   * name is the workload's own and goes with sweepWorkload; any other is shared and stays.
   */
  volume: { name: string } | null;
  registryCredentials: RegistryCredentials[];
}

export interface EngineContainer {
  name: string;
  /** As it was asked for. */
  image: string;
  state: "created" | "running" | "exited";
  startedAt: Date | null;
  finishedAt: Date | null;
  exitCode: number | null;
  outOfMemory: boolean;
}

export interface EngineReplica {
  replicaId: string;
  protonId: string;
  workloadId: string;
  /** Where the host reaches its containers: an IP address; null while it has none. */
  address: string | null;
  containers: EngineContainer[];
}

export interface ContainerLogLine {
  timestamp: Date;
  stream: "stdout" | "stderr";
  /** Without the line feed; what is longer than 16 KiB comes in parts. */
  text: string;
}

export interface ContainerUsage {
  name: string;
  /** CPU time since it started, in seconds. */
  cpuSeconds: number;
  memoryBytes: number;
}

export interface LogTarget {
  replicaId: string;
  container: string;
  since: Date | null;
  onLine: Listener<ContainerLogLine>;
}

/** The half of an engine that runs containers. Every call may be repeated, also by several workers at once. */
export interface ReplicaEngine {
  /**
   * Makes and starts what is missing of the replica. What is there already stays; an exited container is not restarted.
   * What cannot start is refused with the reason: an image that is not there or runs as root, an entrypoint that is none.
   */
  startReplica(request: ReplicaRequest, signal: AbortSignal): Promise<EngineReplica>;
  /** Starts a container of the replica anew (the same one), killing it first if it runs. Volumes, network, address stay. */
  restartContainer(replicaId: string, container: string, signal: AbortSignal): Promise<void>;
  /** SIGTERM to one container of the replica, SIGKILL if it still runs after the grace. It stays, and can be restarted. */
  stopContainer(
    replicaId: string,
    container: string,
    grace: { seconds: number },
    signal: AbortSignal,
  ): Promise<void>;
  /** SIGTERM to all, SIGKILL to what still runs after the grace, then nothing of it is left. Nothing there is fine. */
  stopReplica(replicaId: string, grace: { seconds: number }, signal: AbortSignal): Promise<void>;
  /** Everything that carries our labels, whole or half. */
  listReplicas(signal: AbortSignal): Promise<EngineReplica[]>;
  /** Calls `onChange` whenever a container of ours starts, exits or runs out of memory, until aborted; fails when the engine goes away. */
  watchReplicas(onChange: (replicaId: string) => void, signal: AbortSignal): Promise<void>;
  /**
   * From `since` on (what has exactly that timestamp included), and further ones as they come, also after a restart, until
   * the container is gone (resolves) or the signal aborts.
   */
  followContainerLog(target: LogTarget, signal: AbortSignal): Promise<void>;
  /** Of the containers that run. */
  readUsage(replicaId: string, signal: AbortSignal): Promise<ContainerUsage[]>;
  /** Removes the network of a workload that has no replica any more, and its own volumes. */
  sweepWorkload(workloadId: string, signal: AbortSignal): Promise<void>;
}

export const describeRoot = (image: string): string =>
  `${image} runs as root; workloads run as an ordinary user: give the image a USER with a uid other than 0`;

/** Of an image that is named by nothing but its id. */
export const describeLost = (image: string): string =>
  `${image} is no longer there, and cannot be pulled by its id alone: build it again`;
