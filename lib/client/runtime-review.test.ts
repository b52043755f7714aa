import { expect, test } from "vitest";
import { resolveRuntime } from "#lib/domain/resolve-runtime";
import { runtimeInput, runtime as storedRuntime } from "#lib/domain/runtime";
import { editsOf, type GroupEdit } from "./runtime-edits";
import { reviewRuntime } from "./runtime-review";

const spec = {
  type: "service" as const,
  containerGroups: [{ name: "default", containers: [{ name: "web" }, { name: "cache" }] }],
};
const resolve = (asked: unknown) =>
  resolveRuntime(null, runtimeInput.parse(asked), { spec, bundles: new Map() });

const plain = resolve({});
const sized = resolve({
  containerGroups: [
    { replicaCount: 2, containers: [{ name: "web", resourceAllocation: { cpu: 0.5, memory: "512MB" } }] },
  ],
});
const emptied = resolve({
  containerGroups: [{ containers: [{ name: "web", resourceAllocation: { cpu: null } }] }],
});
const scaled = resolve({
  containerGroups: [
    {
      autoscaling: {
        minReplicaCount: 0,
        policies: [{ scalingMetric: "httpRequestsConcurrency", target: 4 }],
      },
    },
  ],
});

function review(runtime: typeof plain, change: (edit: GroupEdit) => GroupEdit, runs: typeof spec = spec) {
  const begun = editsOf(runtime, runs.containerGroups);
  return reviewRuntime({ edits: begun.map(change), begun, runtime, spec: runs, bundles: [] });
}

test.each([
  ["without amounts", plain],
  ["with amounts", sized],
  ["with amounts that were taken back", emptied],
  ["that scales", scaled],
])("a form %s that nobody touched changes nothing, neither shown nor saved", (_which, runtime) => {
  const { input, ...seen } = review(runtime, (edit) => edit);
  expect(seen).toEqual({ issues: [], unplaced: [], changes: [], untouched: true });
  const saved = resolveRuntime(runtime, runtimeInput.parse(input), { spec, bundles: new Map() });
  expect(saved).toEqual(storedRuntime.parse(runtime));
});

test("a group that the draft got since is no change of the settings", () => {
  const more = {
    ...spec,
    containerGroups: [...spec.containerGroups, { name: "jobs", containers: [{ name: "job" }] }],
  };
  expect(review(plain, (edit) => edit, more)).toMatchObject({ changes: [], untouched: true });
  const { changes } = review(
    plain,
    (edit) => (edit.name === "jobs" ? { ...edit, replicas: "3" } : edit),
    more,
  );
  expect(changes).toEqual([{ path: "jobs.replicas", before: 1, after: 3 }]);
});

test("what is changed is said by names, and what is wrong at its place", () => {
  expect(review(plain, (edit) => ({ ...edit, replicas: "2" })).changes).toEqual([
    { path: "replicas", before: 1, after: 2 },
  ]);
  const wrong = review(plain, (edit) => ({
    ...edit,
    containers: edit.containers.map((one) => (one.name === "cache" ? { ...one, memory: "lots" } : one)),
  }));
  expect(wrong.untouched).toBe(false);
  expect(wrong.unplaced).toEqual([]);
  expect(wrong.issues[0]?.path).toBe("runtime.containerGroups[0].containers[0].resourceAllocation.memory");
});
