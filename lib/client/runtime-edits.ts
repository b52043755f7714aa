import type { Autoscaling, GroupRuntime, Runtime } from "#lib/domain/runtime";

/** One group of a runtime as a form holds it: every number as the text that was typed. */
export interface GroupEdit {
  name: string;
  scales: boolean;
  replicas: string;
  least: string;
  most: string;
  policies: { metric: string; target: string }[];
  /** Empty: none. */
  bundle: string;
  containers: ContainerEdit[];
}

interface ContainerEdit {
  name: string;
  cpu: string;
  memory: string;
  /** It had amounts of its own when the form began. */
  given: boolean;
}

const textOf = (value: number | null | undefined) => (value == null ? "" : String(value));

/** "512MB": bytes as people write them, exact. */
function memoryText(bytes: number | null): string {
  if (bytes === null) return "";
  const units = [
    ["GB", 1e9],
    ["GiB", 1024 ** 3],
    ["MB", 1e6],
    ["MiB", 1024 ** 2],
  ] as const;
  const fit = units.find(([, size]) => bytes >= size && bytes % size === 0);
  return fit ? `${bytes / fit[1]}${fit[0]}` : String(bytes);
}

const firstPolicy = { metric: "httpRequestsConcurrency", target: "10" };

/** The runtime as a form begins with it, a line for every container there is. */
export function editsOf(
  { containerGroups }: Runtime,
  groups: readonly { name: string; containers: readonly { name: string }[] }[],
): GroupEdit[] {
  return groups.map(({ name, containers }) => {
    const group = containerGroups.find((one) => one.name === name);
    const scaling = group?.autoscaling ?? null;
    return {
      name,
      scales: scaling !== null,
      replicas: textOf(group?.replicaCount ?? 1),
      least: textOf(scaling?.minReplicaCount ?? 1),
      most: textOf(scaling?.maxReplicaCount ?? 3),
      policies: scaling ? scaling.policies.map(policyEdit) : [firstPolicy],
      bundle: group?.resourceBundles[0] ?? "",
      containers: containers.map((container) => containerEdit(container.name, group)),
    };
  });
}

function policyEdit({ scalingMetric, target }: Autoscaling["policies"][number]) {
  return { metric: scalingMetric, target: String(target) };
}

function containerEdit(name: string, group: GroupRuntime | undefined) {
  const given = group?.containers.find((one) => one.name === name)?.resourceAllocation ?? null;
  return { name, cpu: textOf(given?.cpu), memory: memoryText(given?.memory ?? null), given: given !== null };
}

/** The containers that something is said of; of the others nothing is sent, so that nothing is saved. */
export function askedContainers({ containers }: GroupEdit): ContainerEdit[] {
  return containers.filter(({ cpu, memory, given }) => given || cpu.trim() !== "" || memory.trim() !== "");
}

/** What clients would send for it. What is no number is sent as it was typed, and refused at its field. */
export function runtimeOf(edits: readonly GroupEdit[], current: Runtime) {
  return {
    containerGroups: edits.map((edit) => {
      const group = current.containerGroups.find(({ name }) => name === edit.name);
      return {
        name: edit.name,
        ...(edit.scales
          ? {
              autoscaling: {
                enabled: true,
                minReplicaCount: numberOf(edit.least),
                maxReplicaCount: numberOf(edit.most),
                policies: edit.policies.map(({ metric, target }) => ({
                  scalingMetric: metric,
                  target: numberOf(target),
                })),
              },
            }
          : { replicaCount: numberOf(edit.replicas), autoscaling: { enabled: false } }),
        resourceBundles: edit.bundle === "" ? [] : [edit.bundle],
        containers: askedContainers(edit).map((container) => allocationOf(container, group)),
      };
    }),
  };
}

function allocationOf({ name, cpu, memory }: ContainerEdit, group: GroupRuntime | undefined) {
  const before = group?.containers.find((one) => one.name === name)?.resourceAllocation ?? null;
  const { gpu = null, gpuMemory = null } = before ?? {};
  const wanted = { cpu: cpu.trim() === "" ? null : numberOf(cpu), gpu, gpuMemory };
  return { name, resourceAllocation: { ...wanted, memory: memory.trim() === "" ? null : memory.trim() } };
}

function numberOf(text: string): number | string {
  const number = Number(text);
  return text.trim() === "" || Number.isNaN(number) ? text : number;
}

/** Scaling words for people, by the metric of a policy. */
export const metricWords: Record<string, { label: string; unit: string }> = {
  httpRequestsConcurrency: { label: "requests at a time, per replica", unit: "requests" },
  cpuAverageUtilization: { label: "CPU of what is allowed", unit: "%" },
  gpuCacheUtilization: { label: "GPU cache in use", unit: "%" },
  gpuRequestQueueDepth: { label: "requests in the GPU queue", unit: "requests" },
};

/** A runtime as people compare it: by names, without what is as the platform has it. */
export function shownRuntime({ containerGroups }: Runtime): Record<string, unknown> {
  const groups = containerGroups.map((group) => [group.name, shownGroup(group)] as const);
  return groups.length === 1 ? (groups[0]?.[1] ?? {}) : Object.fromEntries(groups);
}

function shownGroup({ replicaCount, autoscaling, resourceBundles, containers }: GroupRuntime) {
  const [bundle] = resourceBundles;
  const limits = containers.flatMap(({ name, resourceAllocation }) => {
    const { cpu = null, memory = null } = resourceAllocation ?? {};
    const own = { ...(cpu !== null && { cpu }), ...(memory !== null && { memory: memoryText(memory) }) };
    return Object.keys(own).length > 0 ? [[name, own] as const] : [];
  });
  return {
    ...(replicaCount !== null && { replicas: replicaCount }),
    ...(autoscaling && {
      scaling: {
        atLeast: autoscaling.minReplicaCount,
        atMost: autoscaling.maxReplicaCount,
        ...Object.fromEntries(
          autoscaling.policies.map(({ scalingMetric, target }) => [scalingMetric, target]),
        ),
      },
    }),
    ...(bundle !== undefined && { bundle }),
    ...(limits.length > 0 && { containers: Object.fromEntries(limits) }),
  };
}
