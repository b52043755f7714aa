import { describe, expect, test } from "vitest";
import { AppError, parseInput } from "./errors";
import { requireReplicaLimit, resolveRuntime } from "./resolve-runtime";
import { type Runtime, runtimeInput } from "./runtime";
import { parseSpec } from "./spec-rules";

const container = (name: string, primary = false) => ({
  name,
  imageUri: "registry.example/app:1",
  ...(primary ? { primary, port: 8080 } : {}),
});
const spec = parseSpec(
  { containerGroups: [{ containers: [container("web", true), container("log")] }] },
  "service",
);
const small = {
  id: "cpu.small",
  cpuCount: 1,
  memoryBytes: 2 ** 30,
  gpuCount: 0,
  gpuMaker: null,
  gpuTypeLabel: null,
};
const context = { spec, bundles: new Map([[small.id, small]]) };

const resolve = (group: unknown, current: Runtime | null = null) =>
  resolveRuntime(current, parseInput(runtimeInput, { containerGroups: [group] }), context);

function pathsOf(group: unknown): string[] {
  try {
    resolve(group);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.issues.map(({ path }) => path.replace("runtime.containerGroups[0].", ""));
  }
}

const concurrency = { scalingMetric: "httpRequestsConcurrency", target: 10 };
const cpu = { scalingMetric: "cpuAverageUtilization", target: 70 };

describe("a whole runtime", () => {
  test("has one replica of each group where nothing is asked", () => {
    expect(resolveRuntime(null, { containerGroups: [] }, context)).toEqual({
      containerGroups: [
        {
          name: "default",
          replicaCount: 1,
          autoscaling: null,
          resourceBundles: [],
          bundleSelectionPolicy: "availability",
          resolvedBundle: null,
          containers: [],
        },
      ],
    });
  });

  test("has the policies with exactly the keys that were sent, and the bounds of the older shape hoisted", () => {
    const older = { policies: [{ ...concurrency, minCount: 0, maxCount: 4, priority: null }] };
    expect(resolve({ autoscaling: older }).containerGroups[0]?.autoscaling).toEqual({
      enabled: true,
      minReplicaCount: 0,
      maxReplicaCount: 4,
      policies: [concurrency],
    });
  });

  test("keeps at least one replica where only requests could scale to none", () => {
    expect(
      resolve({ autoscaling: { policies: [cpu] } }).containerGroups[0]?.autoscaling?.minReplicaCount,
    ).toBe(1);
  });
});

describe("a part of a runtime", () => {
  const before = resolve({
    replicaCount: 3,
    resourceBundles: ["cpu.small"],
    containers: [{ name: "web", resourceAllocation: { cpu: 0.5, memory: "1GB" } }],
  });

  test("leaves what it does not mention", () => {
    expect(
      resolve({ containers: [{ name: "log", resourceAllocation: { cpu: 0.1 } }] }, before),
    ).toMatchObject({
      containerGroups: [
        {
          replicaCount: 3,
          resolvedBundle: { id: "cpu.small" },
          containers: [{ name: "log" }, { name: "web", resourceAllocation: { cpu: 0.5, memory: 1e9 } }],
        },
      ],
    });
  });

  test("takes a fixed count for autoscaling, and the reverse", () => {
    const scaled = resolve({ autoscaling: { maxReplicaCount: 5, policies: [concurrency] } }, before);
    expect(scaled.containerGroups[0]).toMatchObject({
      replicaCount: null,
      autoscaling: { maxReplicaCount: 5 },
    });
    expect(resolve({ autoscaling: { enabled: false } }, scaled).containerGroups[0]).toMatchObject({
      replicaCount: 1,
      autoscaling: null,
    });
    expect(resolve({ replicaCount: 2 }, scaled).containerGroups[0]?.autoscaling).toBeNull();
  });

  test("keeps a bundle that is no longer offered", () => {
    const retired = resolveRuntime(
      before,
      parseInput(runtimeInput, { containerGroups: [{ resourceBundles: ["cpu.small"] }] }),
      { spec, bundles: new Map() },
    );
    expect(retired).toEqual(before);
  });
});

test("what contradicts itself or the artifact is refused where it says so", () => {
  expect(pathsOf({ name: "other" })).toEqual(["name"]);
  expect(pathsOf({ containers: [{ name: "web" }, { name: "web" }, { name: "x" }] })).toEqual([
    "containers[1].name",
    "containers[2].name",
  ]);
  expect(pathsOf({ resourceBundles: ["cpu.huge"] })).toEqual(["resourceBundles[0]"]);
  expect(pathsOf({ autoscaling: { policies: [] } })).toEqual(["autoscaling.policies"]);
  const scale = (bounds: object, policy = concurrency) =>
    pathsOf({ autoscaling: { ...bounds, policies: [policy] } });
  expect(scale({ minReplicaCount: 3, maxReplicaCount: 2 })).toEqual(["autoscaling.minReplicaCount"]);
  expect(scale({ minReplicaCount: 0 }, cpu)).toEqual(["autoscaling.minReplicaCount"]);
  expect(scale({}, { scalingMetric: "gpuCacheUtilization", target: 1 })).toEqual([
    "autoscaling.policies[0].scalingMetric",
  ]);
});

test("the organization's limit is told in the words of the contract", () => {
  const scaled = resolve({ autoscaling: { maxReplicaCount: 5, policies: [concurrency] } });
  expect(() => requireReplicaLimit(scaled, 0)).not.toThrow();
  expect(() => requireReplicaLimit(scaled, 5)).not.toThrow();
  expect(() => requireReplicaLimit(scaled, 4)).toThrow(
    "Requested replicas (5) exceeds the maximum allowed (4).",
  );
});
