import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalAuditEntry, findChanges, maskCredentials } from "./audit";
import { canonicalJson } from "./canonical";
import { masked } from "./masked";

test("only what differs is named, by its path, whatever the order of keys", () => {
  const before = { name: "web", spec: { groups: [{ port: 8080, tags: ["a"] }], extra: null } };
  const after = { spec: { extra: null, groups: [{ tags: ["a", "b"], port: 9090 }] }, name: "web" };
  expect(findChanges(before, after)).toEqual([
    { path: "spec.groups[0].port", before: 8080, after: 9090 },
    { path: "spec.groups[0].tags[1]", after: "b" },
  ]);
});

test.each(["constructor", "toString", "hasOwnProperty", "valueOf"])("a field may be called %s", (key) => {
  const after = { [key]: "x" };
  expect(findChanges({}, after)).toEqual([{ path: key, after: "x" }]);
  expect(findChanges(after, {})).toEqual([{ path: key, before: "x" }]);
  expect(findChanges(after, { [key]: "y" })).toEqual([{ path: key, before: "x", after: "y" }]);
});

test("a value is equal to itself", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => findChanges(value, structuredClone(value)).length === 0));
});

test("different values have a change", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      fc.pre(canonicalJson(a) !== canonicalJson(b));
      expect(findChanges(a, b)).not.toEqual([]);
    }),
  );
});

test("a credential that changed is said to have changed, not what it was", () => {
  const variable = (value: string) => [{ name: "API_KEY", value }];
  expect(findChanges(variable("old"), variable("new"))).toEqual([
    { path: "[0].value", before: masked, after: masked },
  ]);
  expect(findChanges(variable("same"), variable("same"))).toEqual([]);
});

test("a credential in something added or removed is masked as well", () => {
  const spec = {
    environmentVars: [
      { name: "DB_PASSWORD", value: "hunter2" },
      { name: "LEVEL", value: "info" },
    ],
  };
  expect(JSON.stringify(findChanges({}, { spec }))).not.toContain("hunter2");
  expect(JSON.stringify(findChanges({ spec }, {}))).not.toContain("hunter2");
  expect(maskCredentials(spec)).toEqual({
    environmentVars: [
      { name: "DB_PASSWORD", value: masked },
      { name: "LEVEL", value: "info" },
    ],
  });
});

test("a variable renamed to or from a credential's name shows neither value", () => {
  const changes = findChanges([{ name: "LEVEL", value: "hunter2" }], [{ name: "TOKEN", value: "hunter3" }]);
  expect(JSON.stringify(changes)).not.toMatch(/hunter/);
});

test("an entry's canonical form does not depend on the order of its keys", () => {
  const entry = {
    actorId: null,
    actorName: "configuration",
    tokenId: null,
    verb: "artifact.create",
    objectType: "artifact",
    objectId: "1",
    objectName: "web",
    repositoryId: null,
    changes: [],
    requestId: "r",
    createdAt: new Date("2026-08-21T10:00:00.123Z"),
  } as const;
  const { verb, ...rest } = entry;
  const canonical = canonicalAuditEntry({ ...rest, changes: [], verb });
  expect(canonical).toBe(canonicalAuditEntry({ ...entry, changes: [] }));
  expect(canonical).toContain('"createdAt":"2026-08-21T10:00:00.123Z"');
});
