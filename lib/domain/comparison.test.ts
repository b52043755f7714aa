import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryEdit } from "#lib/testing/arbitrary-changes";
import { arbitraryArtifact } from "#lib/testing/arbitrary-spec";
import { applyChanges } from "./apply-comparison";
import { artifactInput } from "./artifacts";
import { compareContents } from "./comparison";

const variables = Array.from({ length: 12 }, (_, index) => ({
  name: `LEVEL_${index}`,
  value: String(index),
}));
const liveness = { path: "/livez", port: 8080, failureThreshold: 3 };
const collector = { name: "collector", imageUri: "registry.test/otel:1.0" };
const agent = {
  name: "agent",
  primary: true,
  port: 8080,
  imageUri: "registry.test/agent:2.4.0",
  environmentVars: variables,
  livenessProbe: liveness,
};

function artifact(...containers: object[]) {
  return artifactInput.parse({ name: "claims", spec: { containerGroups: [{ containers }] } });
}

const found = (before: ReturnType<typeof artifact>, after: ReturnType<typeof artifact>) =>
  compareContents(before, after).changes.map(({ address, kind, risk, before, after }) => [
    address,
    kind,
    risk,
    before,
    after,
  ]);

test("twelve variables reordered, a sidecar renamed, one probe loosened: exactly the rename and the probe", () => {
  const before = artifact(agent, collector);
  const after = artifact(
    { ...collector, name: "otel-collector" },
    {
      ...agent,
      environmentVars: variables.toReversed(),
      livenessProbe: { ...liveness, failureThreshold: 10 },
    },
  );
  expect(compareContents(before, after)).toEqual({
    changes: [
      {
        address: "default/agent/livenessProbe/failureThreshold",
        words: "livenessProbe.failureThreshold",
        kind: "changed",
        risk: "probe-loosened",
        beforePath: "spec.containerGroups[0].containers[0].livenessProbe.failureThreshold",
        afterPath: "spec.containerGroups[0].containers[1].livenessProbe.failureThreshold",
        before: 3,
        after: 10,
      },
      {
        address: "default/collector/name",
        words: "name",
        kind: "renamed",
        risk: "renamed",
        beforePath: "spec.containerGroups[0].containers[1].name",
        afterPath: "spec.containerGroups[0].containers[0].name",
        before: "collector",
        after: "otel-collector",
      },
    ],
    reorderings: [
      { address: "default/agent/environment", noun: "variables", count: 12 },
      { address: "default", noun: "containers", count: 2 },
    ],
  });
});

describe("each change is at its own address with its own risk", () => {
  const probe = { ...liveness, httpHeaders: { "X-A": "1", "X-B": "2" } };
  test.each([
    ["image", {}, { imageUri: "registry.test/agent:2.4.1" }, [["image", "changed", "image"]]],
    ["port", {}, { port: 9090 }, [["port", "changed", "port"]]],
    ["words", {}, { description: "new" }, [["description", "changed", "words"]]],
    ["entrypoint", {}, { entrypoint: ["run"] }, [["entrypoint", "added", "entrypoint"]]],
    [
      "variables",
      { environmentVars: [{ name: "A", value: "1" }, { name: "B" }, { source: "api-key" }] },
      {
        environmentVars: [
          { source: "api-key" },
          { source: "api-key" },
          { name: "A", value: "2" },
          { name: "a/b" },
        ],
      },
      [
        ["environment/A", "changed", "environment"],
        ["environment/B", "removed", "environment"],
        ["environment/a%2Fb", "added", "environment"],
        ["environment/=token#2", "added", "credential"],
      ],
    ],
    [
      "a credential",
      { environmentVars: [{ name: "OPENAI_API_KEY", value: "1" }] },
      { environmentVars: [{ name: "OPENAI_API_KEY", value: "2" }] },
      [["environment/OPENAI_API_KEY", "changed", "credential"]],
    ],
    [
      "headers and numbers of a probe",
      { livenessProbe: probe },
      {
        livenessProbe: {
          ...probe,
          path: "/healthz",
          httpHeaders: { "X-C": "3", "X-B": "4" },
          periodSeconds: 10,
          successThreshold: 2,
        },
      },
      [
        ["livenessProbe/path", "changed", "probe"],
        ["livenessProbe/headers/X-A", "removed", "probe"],
        ["livenessProbe/headers/X-B", "changed", "probe"],
        ["livenessProbe/headers/X-C", "added", "probe"],
        ["livenessProbe/periodSeconds", "changed", "probe-tightened"],
        ["livenessProbe/successThreshold", "changed", "probe-tightened"],
      ],
    ],
    ["a probe removed", {}, { livenessProbe: null }, [["livenessProbe", "removed", "probe-loosened"]]],
    [
      "security",
      { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL", "SYS_TIME"] } } },
      {
        securityContext: {
          allowPrivilegeEscalation: null,
          capabilities: { drop: ["SYS_TIME"], add: [] },
          readOnlyRootFilesystem: true,
        },
      },
      [
        ["securityContext/allowPrivilegeEscalation", "removed", "security-loosened"],
        ["securityContext/capabilities/add", "added", "security"],
        ["securityContext/capabilities/drop/ALL", "removed", "security-loosened"],
        ["securityContext/readOnlyRootFilesystem", "added", "security-tightened"],
      ],
    ],
    [
      "a whole context",
      {},
      { securityContext: { readOnlyRootFilesystem: true, capabilities: { add: ["NET_ADMIN"] } } },
      [["securityContext", "added", "security-loosened"]],
    ],
    [
      "routes",
      { routes: [{ path: "/a", auth: "required" }] },
      {
        routes: [
          { path: "/b", auth: "disabled" },
          { path: "/a", auth: "optional" },
        ],
      },
      [
        ["routes//a", "changed", "security-loosened"],
        ["routes//b", "added", "security-loosened"],
      ],
    ],
    [
      "a build",
      { imageBuildConfig: { dockerfile: { path: "./a" } } },
      { imageBuildConfig: { dockerfile: { path: "./b" } } },
      [["build/dockerfile/path", "changed", "build"]],
    ],
  ])("%s", (_title, before, after, changes) => {
    const [a, b] = [artifact({ ...agent, ...before }), artifact({ ...agent, ...after })];
    expect(found(a, b).map(([address, kind, risk]) => [String(address).slice(14), kind, risk])).toEqual(
      changes.map(([address, ...rest]) => [address?.replace("routes//", "routes/%2F"), ...rest]),
    );
  });
});

test("a container that is like none is added, another removed; the primary may change hands", () => {
  const redis = { name: "cache", imageUri: "registry.test/redis:7" };
  const before = artifact(agent, collector);
  const after = artifact(
    { ...agent, primary: false, port: undefined },
    { ...redis, primary: true, port: 6379 },
  );
  expect(found(before, after).map(([address, kind, risk]) => [address, kind, risk])).toEqual([
    ["default/agent/port", "removed", "port"],
    ["default/agent/primary", "changed", "primary"],
    ["default/collector", "removed", "container"],
    ["default/cache", "added", "container"],
  ]);
});

test("which of two alike containers was renamed does not depend on their order", () => {
  const twins = ["one", "two"].map((name) => ({ ...collector, name }));
  const after = ["three", "four"].map((name) => ({ ...collector, name }));
  const forward = found(artifact(agent, ...twins), artifact(agent, ...after));
  const backward = found(artifact(agent, ...twins.toReversed()), artifact(agent, ...after.toReversed()));
  expect(backward.toReversed()).toEqual(forward);
});

test("an artifact does not differ from itself", () => {
  fc.assert(
    fc.property(arbitraryArtifact, (one) => {
      expect(compareContents(one, structuredClone(one))).toEqual({ changes: [], reorderings: [] });
    }),
    { numRuns: 300 },
  );
});

/** Every pair of the list, each with itself too: few artifacts are slow to make, many pairs are quick to compare. */
function pairsOf<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((a) => items.map((b): [Item, Item] => [a, b]));
}

test("two artifacts: the first with the changes made is the second", () => {
  const many = fc.array(arbitraryArtifact, { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(many, (artifacts) => {
      for (const [a, b] of pairsOf(artifacts)) {
        expect(compareContents(applyChanges(a, compareContents(a, b).changes), b).changes).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
});

test("an artifact and what became of it: the same, and every change has an address of its own", () => {
  const versions = arbitraryArtifact.chain((one) =>
    fc.array(arbitraryEdit(one), { minLength: 6, maxLength: 6 }).map((edited) => [one, ...edited]),
  );
  fc.assert(
    fc.property(versions, (artifacts) => {
      for (const [a, b] of pairsOf(artifacts)) {
        const { changes } = compareContents(a, b);
        expect(new Set(changes.map(({ address }) => address)).size).toBe(changes.length);
        expect(compareContents(applyChanges(a, changes), b).changes).toEqual([]);
        expect(compareContents(b, a).changes).toHaveLength(changes.length);
      }
    }),
    { numRuns: 100 },
  );
});
