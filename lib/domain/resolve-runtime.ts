import { AppError, type Issue, invalid } from "./errors";
import {
  type Autoscaling,
  type AutoscalingInput,
  type GroupInput,
  type GroupRuntime,
  mostReplicas,
  type PolicyInput,
  type ResolvedBundle,
  type Runtime,
  type RuntimeInput,
  resolvedBundle,
} from "./runtime";
import type { StoredSpec } from "./spec";

/** What of a spec says how it can run. */
export interface RunSpec extends Pick<StoredSpec, "type"> {
  containerGroups: readonly { name: string; containers: readonly { name: string }[] }[];
}

interface RuntimeContext {
  spec: RunSpec;
  /** What there is to choose from, by id. */
  bundles: ReadonlyMap<string, ResolvedBundle>;
}

const untouched = (name: string): GroupRuntime => ({
  name,
  replicaCount: 1,
  autoscaling: null,
  resourceBundles: [],
  bundleSelectionPolicy: "availability",
  resolvedBundle: null,
  containers: [],
});

/**
 * The runtime that `input` asks for: groups and containers it does not mention stay as they are in `current`, or have
 * the defaults. Refuses names that the artifact does not have, and numbers that contradict each other (contract 7.8).
 */
export function resolveRuntime(
  current: Runtime | null,
  input: RuntimeInput,
  { spec, bundles }: RuntimeContext,
): Runtime {
  const issues: Issue[] = [];
  const asked = groupsByName(input, spec, issues);
  const containerGroups = spec.containerGroups.map(({ name, containers }) => {
    const before = current?.containerGroups.find((group) => group.name === name) ?? untouched(name);
    const known = new Set(containers.map((container) => container.name));
    const kept = {
      ...before,
      containers: before.containers.filter((container) => known.has(container.name)),
    };
    const group = asked.get(name);
    if (group === undefined) return kept;
    const path = `runtime.containerGroups[${group.index}]`;
    return applyGroup(kept, group.input, { path, known, type: spec.type, bundles, issues });
  });
  if (issues.length > 0) throw invalid(issues);
  return { containerGroups };
}

function groupsByName({ containerGroups }: RuntimeInput, spec: RunSpec, issues: Issue[]) {
  const only = spec.containerGroups.length === 1 ? spec.containerGroups[0]?.name : undefined;
  const asked = new Map<string, { input: GroupInput; index: number }>();
  for (const [index, input] of containerGroups.entries()) {
    const name = input.name ?? only ?? "default";
    const path = `runtime.containerGroups[${index}].name`;
    if (!spec.containerGroups.some((group) => group.name === name)) {
      const names = spec.containerGroups.map((group) => group.name).join(", ");
      issues.push({
        path,
        message: `The artifact has no group "${name}": it has ${names}`,
        code: "unknown_group",
      });
    } else if (asked.has(name)) issues.push({ path, message: "Is there twice", code: "repeated" });
    else asked.set(name, { input, index });
  }
  return asked;
}

interface GroupContext {
  path: string;
  known: ReadonlySet<string>;
  type: RunSpec["type"];
  bundles: RuntimeContext["bundles"];
  issues: Issue[];
}

function applyGroup(before: GroupRuntime, input: GroupInput, context: GroupContext): GroupRuntime {
  return {
    name: before.name,
    ...applyScale(before, input, context),
    ...applyBundle(before, input, context),
    bundleSelectionPolicy: input.bundleSelectionPolicy ?? before.bundleSelectionPolicy,
    containers: applyContainers(before, input, context),
  };
}

/** A fixed count and autoscaling take each other's place. */
function applyScale(before: GroupRuntime, input: GroupInput, context: GroupContext) {
  const { path, issues } = context;
  const scales = input.autoscaling?.enabled === true;
  if (scales && input.replicaCount != null)
    issues.push({ path, message: "replicaCount and autoscaling are mutually exclusive", code: "exclusive" });
  if (scales && input.autoscaling != null)
    return { replicaCount: null, autoscaling: readAutoscaling(input.autoscaling, context) };
  if (input.replicaCount != null) return { replicaCount: input.replicaCount, autoscaling: null };
  if (input.autoscaling === undefined)
    return { replicaCount: before.replicaCount, autoscaling: before.autoscaling };
  return { replicaCount: before.replicaCount ?? 1, autoscaling: null };
}

const requestMetric = "httpRequestsConcurrency";
const nimMetrics = ["gpuCacheUtilization", "gpuRequestQueueDepth"];

function readAutoscaling(input: AutoscalingInput, { path, type, issues }: GroupContext): Autoscaling {
  const at = `${path}.autoscaling`;
  const complain = (where: string, message: string, code: string) =>
    issues.push({ path: `${at}.${where}`, message, code });
  const bound = (key: "minCount" | "maxCount") =>
    input.policies.find((policy) => policy[key] !== undefined)?.[key];
  const toZero = input.policies.every(({ scalingMetric }) => scalingMetric === requestMetric);
  const least = input.minReplicaCount ?? bound("minCount") ?? (toZero ? 0 : 1);
  const most = input.maxReplicaCount ?? bound("maxCount") ?? Math.max(1, least);
  if (input.policies.length === 0) complain("policies", "At least one policy", "required");
  if (most < 1) complain("maxReplicaCount", "At least 1", "too_small");
  if (least > most) complain("minReplicaCount", `More than maxReplicaCount (${most})`, "too_big");
  if (least === 0 && !toZero)
    complain(
      "minReplicaCount",
      `Must be at least 1: only ${requestMetric} alone scales to zero`,
      "too_small",
    );
  for (const [index, { scalingMetric }] of input.policies.entries()) {
    const allowed = ["cpuAverageUtilization", requestMetric].includes(scalingMetric) || type === "nim";
    const whose = nimMetrics.includes(scalingMetric)
      ? "Only nim artifacts have this metric"
      : "There is no such metric";
    if (!allowed) complain(`policies[${index}].scalingMetric`, whose, "unknown_metric");
  }
  const policies = input.policies.map(({ scalingMetric, target }: PolicyInput) => ({
    scalingMetric,
    target,
  }));
  return { enabled: true, minReplicaCount: least, maxReplicaCount: most, policies };
}

/** What a workload runs on already it may keep, though it is no longer offered. */
function applyBundle(
  before: GroupRuntime,
  { resourceBundles }: GroupInput,
  { path, bundles, issues }: GroupContext,
) {
  const kept = { resourceBundles: before.resourceBundles, resolvedBundle: before.resolvedBundle };
  if (resourceBundles === undefined) return kept;
  const [id] = resourceBundles;
  if (id === undefined) return { resourceBundles, resolvedBundle: null };
  if (id === before.resolvedBundle?.id) return kept;
  const bundle = bundles.get(id);
  if (bundle !== undefined) return { resourceBundles, resolvedBundle: resolvedBundle.parse(bundle) };
  const at = `${path}.resourceBundles[0]`;
  issues.push({ path: at, message: `There is no compute bundle "${id}"`, code: "unknown_bundle" });
  return kept;
}

function applyContainers(
  before: GroupRuntime,
  { containers }: GroupInput,
  { path, known, issues }: GroupContext,
) {
  if (containers === undefined) return before.containers;
  for (const [index, { name }] of containers.entries()) {
    const at = `${path}.containers[${index}].name`;
    if (!known.has(name))
      issues.push({
        path: at,
        message: `The artifact has no container "${name}" there`,
        code: "unknown_container",
      });
    if (containers.findIndex((other) => other.name === name) < index)
      issues.push({ path: at, message: "Is there twice", code: "repeated" });
  }
  const changed = new Map(containers.map(({ name, resourceAllocation }) => [name, resourceAllocation]));
  const kept = before.containers.filter(({ name }) => !changed.has(name));
  return [
    ...containers.map(({ name, resourceAllocation }) => ({
      name,
      resourceAllocation:
        resourceAllocation ??
        before.containers.find((container) => container.name === name)?.resourceAllocation ??
        null,
    })),
    ...kept,
  ];
}

/** The organization's limit on replicas, 0 for none; words of contract 1.9. */
export function requireReplicaLimit(runtime: Runtime, limit: number): void {
  const wanted = mostReplicas(runtime);
  if (limit > 0 && wanted > limit)
    throw new AppError("forbidden", `Requested replicas (${wanted}) exceeds the maximum allowed (${limit}).`);
}
