import { expect, test } from "vitest";
import { runtimeInput } from "#lib/domain/runtime";
import { askedContainers, editsOf, runtimeOf, shownRuntime } from "./runtime-edits";

const groups = [{ name: "default", containers: [{ name: "web" }, { name: "cache" }] }];
const runtime = {
  containerGroups: [
    {
      name: "default",
      replicaCount: 2,
      autoscaling: null,
      resourceBundles: [],
      bundleSelectionPolicy: "availability",
      resolvedBundle: null,
      containers: [
        { name: "web", resourceAllocation: { cpu: 0.5, gpu: null, memory: 512_000_000, gpuMemory: null } },
      ],
    },
  ],
};

test("memory is written as people write it, and exactly", () => {
  const amounts = [2e9, 512e6, 2 * 1024 ** 3, 64 * 1024 ** 2, 1_000_001, null];
  const written = amounts.map((memory) => {
    const resourceAllocation = { cpu: null, gpu: null, memory, gpuMemory: null };
    const [group] = runtime.containerGroups;
    const changed = group && { ...group, containers: [{ name: "web", resourceAllocation }] };
    return editsOf({ containerGroups: changed ? [changed] : [] }, groups)[0]?.containers[0]?.memory;
  });
  expect(written).toEqual(["2GB", "512MB", "2GiB", "64MiB", "1000001", ""]);
});

test("what is not touched is sent as it is", () => {
  const [sent] = runtimeInput.parse(runtimeOf(editsOf(runtime, groups), runtime)).containerGroups;
  expect(sent).toMatchObject({
    name: "default",
    replicaCount: 2,
  });
  // Nothing is said of the cache, so that nothing of it is saved.
  expect(sent?.containers).toMatchObject([
    { name: "web", resourceAllocation: { cpu: 0.5, memory: 512_000_000 } },
  ]);
});

test("a container without amounts is sent once it gets one, and at the place where its mistakes are found", () => {
  const [edit] = editsOf({ containerGroups: [] }, groups);
  const containers = edit?.containers.map((one) => (one.name === "cache" ? { ...one, cpu: "much" } : one));
  const edited = edit && containers ? { ...edit, containers } : undefined;
  expect(edited && askedContainers(edited).map(({ name }) => name)).toEqual(["cache"]);
  const read = runtimeInput.safeParse(runtimeOf(edited ? [edited] : [], runtime));
  expect(read.error?.issues[0]?.path).toEqual([
    ...["containerGroups", 0, "containers", 0, "resourceAllocation", "cpu"],
  ]);
});

test("what is no number is refused where it stands", () => {
  const [edit] = editsOf(runtime, groups);
  const read = runtimeInput.safeParse(runtimeOf(edit ? [{ ...edit, replicas: "many" }] : [], runtime));
  expect(read.error?.issues[0]?.path).toEqual(["containerGroups", 0, "replicaCount"]);
});

test("runtimes are compared by names, without what is as the platform has it", () => {
  expect(shownRuntime(runtime)).toEqual({
    replicas: 2,
    containers: { web: { cpu: 0.5, memory: "512MB" } },
  });
});
