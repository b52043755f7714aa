import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryEdit } from "#lib/testing/arbitrary-changes";
import { arbitraryArtifact } from "#lib/testing/arbitrary-spec";
import { applyChanges } from "./apply-comparison";
import { type ArtifactInput, artifactInput } from "./artifacts";
import { compareContents, compareWithOrders } from "./comparison";
import { mergeContents, resolveMerge, type Side } from "./merge";

const agent = { name: "agent", primary: true, port: 8080, imageUri: "registry.test/agent:1" };
const collector = {
  name: "collector",
  imageUri: "registry.test/otel:1",
  environmentVars: [{ name: "LEVEL" }],
};

function artifact(containers: object[], more: object = {}): ArtifactInput {
  return artifactInput.parse({ name: "claims", spec: { containerGroups: [{ containers }] }, ...more });
}

const containersOf = ({ spec }: { spec: ArtifactInput["spec"] }) =>
  spec.containerGroups.flatMap(({ containers }) => containers);

test("a container renamed on one side and edited on the other is renamed and edited", () => {
  const base = artifact([agent, collector]);
  const mine = artifact([agent, { ...collector, name: "otel" }]);
  const theirs = artifact([agent, { ...collector, environmentVars: [{ name: "LEVEL", value: "info" }] }]);
  const { merged, automatic, conflicts } = mergeContents(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(automatic.map(({ address, side }) => [address, side])).toEqual([
    ["default/collector/name", "mine"],
    ["default/collector/environment/LEVEL", "theirs"],
  ]);
  expect(containersOf(merged)[1]).toMatchObject({ name: "otel", environmentVars: [{ value: "info" }] });
});

test("the same field changed twice is a conflict, decided field by field", () => {
  const base = artifact([agent]);
  const mine = artifact([{ ...agent, imageUri: "registry.test/agent:2", port: 9000 }]);
  const theirs = artifact([{ ...agent, imageUri: "registry.test/agent:3", port: 9001, description: "new" }]);
  const { merged, conflicts } = mergeContents(base, mine, theirs);
  expect(conflicts).toMatchObject([
    {
      address: "default/agent/image",
      words: "image",
      base: "registry.test/agent:1",
      mine: "registry.test/agent:2",
      theirs: "registry.test/agent:3",
    },
    { address: "default/agent/port", base: 8080, mine: 9000, theirs: 9001 },
  ]);
  expect(containersOf(merged)[0]).toMatchObject({ port: 9000, description: "new" });
  const resolved = resolveMerge(base, mine, theirs, { "default/agent/port": "theirs" });
  expect(containersOf(resolved)[0]).toMatchObject({ imageUri: "registry.test/agent:2", port: 9001 });
});

test("a container removed on one side and edited on the other is asked about as a whole", () => {
  const base = artifact([agent, collector]);
  const mine = artifact([agent]);
  const theirs = artifact([agent, { ...collector, description: "kept" }]);
  const { conflicts } = mergeContents(base, mine, theirs);
  expect(conflicts).toMatchObject([
    { address: "default/collector", mine: undefined, theirs: { name: "collector", description: "kept" } },
  ]);
  const kept = resolveMerge(base, mine, theirs, { "default/collector": "theirs" });
  expect(compareContents(kept, theirs).changes).toEqual([]);
  expect(compareContents(resolveMerge(base, mine, theirs, {}), mine).changes).toEqual([]);
});

describe("two containers never get one name", () => {
  const renamed = { ...collector, name: "otel" };
  const added = { name: "otel", imageUri: "registry.test/other:1" };
  const cache = { name: "cache", imageUri: "registry.test/redis:7" };
  test.each([
    [
      "renamed and added",
      [agent, renamed, cache],
      [agent, collector, cache, added],
      "default/collector/name",
    ],
    [
      "added and renamed",
      [agent, collector, cache, added],
      [agent, renamed, cache],
      "default/collector/name",
    ],
    [
      "renamed twice",
      [agent, renamed, cache],
      [agent, collector, { ...cache, name: "otel" }],
      "default/cache/name",
    ],
    [
      "added twice",
      [agent, collector, cache, added],
      [agent, collector, cache, { ...added, imageUri: "x:2" }],
      "default/otel",
    ],
  ])("%s", (_title, mine, theirs, address) => {
    const base = artifact([agent, collector, cache]);
    const [a, b] = [artifact(mine), artifact(theirs)];
    expect(mergeContents(base, a, b).conflicts.map((conflict) => conflict.address)).toEqual([address]);
    for (const [side, whole] of [
      ["mine", a],
      ["theirs", b],
    ] as const) {
      const names = containersOf(resolveMerge(base, a, b, { [address]: side })).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.toSorted()).toEqual(
        containersOf(whole)
          .map(({ name }) => name)
          .toSorted(),
      );
    }
  });
});

test("the order of who changed it is kept, and what is added stays behind what it was added behind", () => {
  const vars = (...names: string[]) =>
    artifact([{ ...agent, environmentVars: names.map((name) => ({ name })) }]);
  const merge = (mine: ArtifactInput, theirs: ArtifactInput) =>
    containersOf(mergeContents(vars("A", "B", "C"), mine, theirs).merged)[0]?.environmentVars.map(
      (one) => one.name,
    );
  expect(merge(vars("C", "B", "A"), vars("A", "B", "NEW", "C"))).toEqual(["C", "B", "NEW", "A"]);
  expect(merge(vars("A", "NEW", "B", "C"), vars("B", "A", "C"))).toEqual(["B", "A", "NEW", "C"]);
  expect(merge(vars("A", "ONE", "B", "C"), vars("TWO", "A", "B", "C"))).toEqual([
    "TWO",
    "A",
    "ONE",
    "B",
    "C",
  ]);
});

const versions = arbitraryArtifact.chain((one) =>
  fc.tuple(fc.constant(one), ...Array.from({ length: 3 }, () => arbitraryEdit(one))),
);

/** Capabilities are sets: one that is written twice is there once. */
function withSets(content: object): unknown {
  return JSON.parse(
    JSON.stringify(content, (key, value) =>
      (key === "add" || key === "drop") && Array.isArray(value) ? [...new Set(value)] : value,
    ),
  );
}

function forTriples(check: (base: ArtifactInput, mine: ArtifactInput, theirs: ArtifactInput) => void): void {
  fc.assert(
    fc.property(versions, (all) => {
      for (const base of all) for (const mine of all) for (const theirs of all) check(base, mine, theirs);
    }),
    { numRuns: 25 },
  );
}

test("who changed nothing gets the other's, word for word; both the same, the same", () => {
  forTriples((base, mine) => {
    expect(withSets(mergeContents(base, base, mine).merged)).toEqual(withSets(mine));
    expect(withSets(mergeContents(base, mine, base).merged)).toEqual(withSets(mine));
    const { merged, conflicts } = mergeContents(base, mine, mine);
    expect(conflicts).toEqual([]);
    expect(withSets(merged)).toEqual(withSets(mine));
  });
});

test("whose side is whose makes no difference, nor does asking lose anything", () => {
  forTriples((base, mine, theirs) => {
    const { automatic, conflicts } = mergeContents(base, mine, theirs);
    const choices = Object.fromEntries(
      conflicts.map(({ address }, index): [string, Side] => [address, index % 2 ? "mine" : "theirs"]),
    );
    const swapped = Object.fromEntries(
      Object.entries(choices).map(([address, side]): [string, Side] => [
        address,
        side === "mine" ? "theirs" : "mine",
      ]),
    );
    const one = resolveMerge(base, mine, theirs, choices);
    const other = resolveMerge(base, theirs, mine, swapped);
    expect(compareContents(one, other).changes).toEqual([]);
    for (const [side, whole] of [
      ["mine", mine],
      ["theirs", theirs],
    ] as const) {
      const taken = [
        ...automatic.filter((change) => change.side === side || change.side === "both"),
        ...conflicts.flatMap(({ changes }) => changes[side]),
      ];
      expect(taken).toHaveLength(compareContents(base, whole).changes.length);
      const orders = new Map(
        [...compareWithOrders(base, whole).orders].map(([at, { after }]) => [at, after]),
      );
      expect(withSets(applyChanges(base, taken, orders))).toEqual(withSets(whole));
    }
  });
});
