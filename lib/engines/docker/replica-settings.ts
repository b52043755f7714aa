import type Docker from "dockerode";
import { EngineError } from "#lib/engines/engine";
import type { ContainerRequest, ReplicaRequest } from "#lib/engines/replicas";
import { containerName, labelReplica, labels } from "./replica-containers";

const mebibyte = 2 ** 20;
/** Counted as memory of the container, so never all that it may have. */
const sizeOfTmp = (memoryBytes: number) => Math.floor(Math.min(64 * mebibyte, memoryBytes / 4));

/** What holds for everything we run, the sandbox included. */
export function confine(limits: ContainerRequest["limits"]): Docker.HostConfig {
  return {
    CapDrop: ["ALL"],
    SecurityOpt: ["no-new-privileges"],
    IpcMode: "private",
    // Memory and swap together: no swap beyond the limit.
    Memory: limits.memoryBytes,
    MemorySwap: limits.memoryBytes,
    // The same as NanoCpus, which refuses more than the machine has.
    CpuPeriod: 100_000,
    CpuQuota: Math.max(1_000, Math.round(limits.cpus * 100_000)),
    PidsLimit: limits.processes,
    Ulimits: [{ Name: "nofile", Soft: 16_384, Hard: 16_384 }],
    // Restarting is the worker's, which counts and waits.
    RestartPolicy: { Name: "no" },
    LogConfig: { Type: "json-file", Config: { "max-size": "10m", "max-file": "3" } },
  };
}

/** A container of the replica, in the network namespace of its sandbox. It has no init: its own first process hears SIGTERM. */
export function describeContainer(
  request: ReplicaRequest,
  container: ContainerRequest,
  { imageId, user, sandboxId }: { imageId: string; user: string; sandboxId: string },
): Docker.ContainerCreateOptions & { name: string } {
  const { seccomp, readOnly, limits, entrypoint, addCapabilities, mountPaths, image } = container;
  const confined = confine(limits);
  return {
    name: containerName(request.replicaId, container.name),
    Image: imageId,
    Labels: { ...labelReplica(request), [labels.container]: container.name, [labels.image]: image },
    User: user,
    Env: listEnvironment(container),
    ...(entrypoint === null ? {} : { Entrypoint: entrypoint, Cmd: [] }),
    HostConfig: {
      ...confined,
      CapAdd: addCapabilities,
      SecurityOpt: [
        ...(confined.SecurityOpt ?? []),
        ...(seccomp === "unconfined" ? ["seccomp=unconfined"] : []),
      ],
      NetworkMode: `container:${sandboxId}`,
      ReadonlyRootfs: readOnly,
      ...(readOnly
        ? { Tmpfs: { "/tmp": `rw,nosuid,nodev,mode=1777,size=${sizeOfTmp(limits.memoryBytes)}` } }
        : {}),
      Mounts:
        request.volume === null
          ? []
          : mountPaths.map((path) => mountVolume(request.volume?.name ?? "", path)),
    },
  };
}

/** As it is, not first filled with what the image has at the path. */
export const mountVolume = (name: string, path: string): Docker.MountSettings => ({
  Type: "volume",
  Source: name,
  Target: path,
  VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: "local", Options: {} } },
});

/** Checked here, for the engine's own complaint would hold the value. */
function listEnvironment({ name, environment }: ContainerRequest): string[] {
  return Object.entries(environment).map(([key, value]) => {
    if (key === "" || /[=\0]/.test(key))
      throw new EngineError("rejected", `${name}: "${key}" is no name of an environment variable`);
    if (value.includes("\0"))
      throw new EngineError("rejected", `${name}: the value of ${key} has a zero byte in it`);
    return `${key}=${value}`;
  });
}
