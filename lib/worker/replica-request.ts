import { createHash } from "node:crypto";
import { AppError } from "#lib/domain/errors";
import type { GroupRuntime } from "#lib/domain/runtime";
import type { StoredContainer } from "#lib/domain/spec";
import type { ContainerRequest, ReplicaRequest } from "#lib/engines/replicas";
import type { Blueprint } from "#lib/store/proton-work";
import { resolveEnvironment } from "./container-environment";
import type { ControlLimits, ControlTools } from "./control-tools";

/** Where images for models keep what they have loaded. */
const modelCache = "/opt/nim/.cache";

/** The containers of a group, the primary first. */
export function containersOf({ spec }: Blueprint, groupName: string): StoredContainer[] {
  const containers = spec.containerGroups.find(({ name }) => name === groupName)?.containers ?? [];
  return [...containers].sort((a, b) => Number(b.primary) - Number(a.primary));
}

export function imageOf({ images }: Blueprint, groupName: string, container: StoredContainer): string {
  const known = images.find((one) => one.containerGroup === groupName && one.container === container.name);
  return known?.image ?? container.imageUri ?? "";
}

/** What a container of a group may use: its bundle's, as far as it has one, for the primary; else its own share; else the platform's. */
export function limitsOf(
  container: StoredContainer,
  group: GroupRuntime | undefined,
  defaults: ControlLimits,
): ContainerRequest["limits"] {
  const bundle = container.primary ? (group?.resolvedBundle ?? null) : null;
  const own = group?.containers.find(({ name }) => name === container.name)?.resourceAllocation ?? null;
  const share = group?.resolvedBundle == null ? own : null;
  return {
    cpus: bundle?.cpuCount || share?.cpu || defaults.cpus,
    memoryBytes: bundle?.memoryBytes || share?.memory || defaults.memoryBytes,
    processes: defaults.processes,
  };
}

interface ReplicaPlace {
  id: string;
  protonId: string;
  workloadId: string;
  groupName: string;
}

/** What the engine is asked to run for a replica, and the values in it that nobody may read. */
export async function buildReplicaRequest(
  { id, protonId, workloadId, groupName }: ReplicaPlace,
  blueprint: Blueprint,
  { limits, registryCredentials }: Pick<ControlTools, "limits" | "registryCredentials">,
): Promise<ReplicaRequest> {
  const group = blueprint.runtime.containerGroups.find(({ name }) => name === groupName);
  const containers = containersOf(blueprint, groupName);
  const volume = nameVolume(blueprint, groupName, containers[0]);
  const requests = containers.map(
    async (container): Promise<ContainerRequest> => ({
      name: container.name,
      image: imageOf(blueprint, groupName, container),
      entrypoint: container.entrypoint,
      environment: (await resolveEnvironment(container, blueprint)).environment,
      readOnly: container.securityContext?.readOnlyRootFilesystem ?? false,
      seccomp: readSeccomp(container),
      addCapabilities: container.securityContext?.capabilities?.add ?? [],
      limits: limitsOf(container, group, limits),
      mountPaths: volume !== null && container.primary ? [modelCache] : [],
    }),
  );
  return {
    replicaId: id,
    protonId,
    workloadId,
    containers: await Promise.all(requests),
    volume,
    registryCredentials: [...registryCredentials],
  };
}

function readSeccomp({ name, securityContext }: StoredContainer): ContainerRequest["seccomp"] {
  const type = securityContext?.seccompProfile?.type;
  if (type === "Localhost")
    throw new AppError(
      "conflict",
      `${name}: a seccomp profile of the machine (Localhost) cannot be used here`,
    );
  return type === "Unconfined" ? "unconfined" : "default";
}

/** One that is kept as long as its workload, or one that all workloads with the same image share. */
function nameVolume(
  blueprint: Blueprint,
  groupName: string,
  primary: StoredContainer | undefined,
): { name: string } | null {
  const { spec, workloadId } = blueprint;
  if (spec.type !== "nim" || primary === undefined) return null;
  if (spec.storage?.mode !== "nimCache") return { name: `plimsoll-${workloadId}` };
  const hash = createHash("sha256")
    .update(imageOf(blueprint, groupName, primary))
    .digest("hex");
  return { name: `plimsoll-cache-${hash.slice(0, 24)}` };
}
