import { z } from "zod";
import { memorySize } from "./memory-size";

const amount = z.number().min(0, "At least 0").nullable().default(null);

/** What one container may use; null: as the platform has it. Memory in bytes. */
const resourceAllocation = z.object({
  cpu: amount,
  gpu: amount,
  memory: z.int().nullable().default(null),
  gpuMemory: z.int().nullable().default(null),
});
export type ResourceAllocation = z.infer<typeof resourceAllocation>;

const scalingPolicy = z.object({ scalingMetric: z.string(), target: z.number() });
export type ScalingPolicy = z.infer<typeof scalingPolicy>;

const autoscaling = z.object({
  enabled: z.literal(true),
  minReplicaCount: z.int(),
  maxReplicaCount: z.int(),
  policies: z.array(scalingPolicy),
});
export type Autoscaling = z.infer<typeof autoscaling>;

/** A compute bundle as it was when it was chosen. */
export const resolvedBundle = z.object({
  id: z.string(),
  cpuCount: z.number(),
  memoryBytes: z.number(),
  gpuCount: z.number().nullable(),
  gpuMaker: z.string().nullable(),
  gpuTypeLabel: z.string().nullable(),
});
export type ResolvedBundle = z.infer<typeof resolvedBundle>;

const groupRuntime = z.object({
  name: z.string(),
  /** Null where the group scales by itself. */
  replicaCount: z.int().nullable(),
  autoscaling: autoscaling.nullable(),
  resourceBundles: z.array(z.string()),
  bundleSelectionPolicy: z.string(),
  resolvedBundle: resolvedBundle.nullable(),
  containers: z.array(z.object({ name: z.string(), resourceAllocation: resourceAllocation.nullable() })),
});
export type GroupRuntime = z.infer<typeof groupRuntime>;

/** How much of a workload runs, and on what: one entry for each container group of the artifact, in its order. */
export const runtime = z.object({ containerGroups: z.array(groupRuntime) });
export type Runtime = z.infer<typeof runtime>;

const wholeCount = (least: number) =>
  z.int("A whole number").min(least, `At least ${least}`).max(1000, "At most 1000");

/** The older shape had the bounds in each policy (contract 7.8). */
const policyInput = z.strictObject({
  scalingMetric: z.string().min(1).max(256),
  target: z.number().min(0, "At least 0"),
  minCount: wholeCount(0).optional(),
  maxCount: wholeCount(0).optional(),
  priority: z.int().nullable().optional(),
});
export type PolicyInput = z.infer<typeof policyInput>;

const autoscalingInput = z.strictObject({
  enabled: z.boolean().default(true),
  minReplicaCount: wholeCount(0).nullish(),
  maxReplicaCount: wholeCount(1).nullish(),
  policies: z.array(policyInput).max(20, "At most 20 policies").default([]),
});
export type AutoscalingInput = z.infer<typeof autoscalingInput>;

const allocationInput = z
  .strictObject({
    cpu: amount,
    gpu: amount,
    memory: memorySize.nullable().default(null),
    gpuMemory: memorySize.nullable().default(null),
    gpuType: z.unknown().optional().meta({ description: "Ignored." }),
  })
  .transform(({ gpuType: _ignored, ...allocation }) => allocation);

const groupInput = z.strictObject({
  /** Left out, it is the only group of the artifact. */
  name: z.string().max(63).optional(),
  replicaCount: wholeCount(1).nullish(),
  autoscaling: autoscalingInput.nullish(),
  resourceBundles: z.array(z.string().max(256)).max(1, "At most one bundle").optional(),
  bundleSelectionPolicy: z.string().max(64).optional(),
  resolvedBundle: z.unknown().optional().meta({ description: "Ignored: it follows from resourceBundles." }),
  containers: z
    .array(
      z.strictObject({
        name: z.string().max(63),
        resourceAllocation: allocationInput.nullish(),
        resourceRequest: z.unknown().optional().meta({ description: "Ignored." }),
      }),
    )
    .max(100, "At most 100 containers")
    .optional(),
});
export type GroupInput = z.infer<typeof groupInput>;

/** What clients send, whole or in part; `resolveRuntime` makes it whole. */
export const runtimeInput = z.strictObject({
  containerGroups: z.array(groupInput).max(10, "At most 10 container groups").default([]),
  enclaveSelectionPolicy: z.unknown().optional().meta({ description: "Ignored: there are no enclaves." }),
  enclaves: z.unknown().optional().meta({ description: "Ignored: there are no enclaves." }),
});
export type RuntimeInput = z.infer<typeof runtimeInput>;

/** How many replicas it may come to, all groups together. */
export function mostReplicas({ containerGroups }: Runtime): number {
  return containerGroups.reduce(
    (sum, group) => sum + (group.autoscaling?.maxReplicaCount ?? group.replicaCount ?? 1),
    0,
  );
}
