import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryArtifacts, lineageDraft, lineageVersion } from "#lib/testing/arbitrary-lineage";
import { buildLineage } from "./lineage";
import { layOutLineage } from "./lineage-layout";
import { findNearest, type Step, stepFrom, steps } from "./lineage-steps";

const lineage = buildLineage([
  lineageVersion(1, 100),
  lineageVersion(2, 200, { parentId: "v1" }),
  lineageVersion(3, 300, { parentId: "v1" }),
  lineageDraft("spike", 250, { parentId: "v2" }),
  lineageDraft("next", 400, { parentId: "v3" }),
]);
const layout = layOutLineage(lineage);
const walk = (...path: [from: string, ...steps: Step[]]) => {
  const [from, ...taken] = path;
  return taken.reduce<string | null>((at, step) => at && stepFrom(lineage, layout, at, step), from);
};

test("steps follow the edges", () => {
  expect(walk("v1", "on")).toBe("v2");
  expect(walk("v3", "on")).toBe("next");
  expect(walk("next", "back")).toBe("v3");
  expect(walk("v3", "back")).toBe("v1");
  expect(walk("v1", "back")).toBeNull();
  expect(walk("v2", "down")).toBe("spike");
  expect(walk("spike", "back")).toBe("v2");
  expect(walk("spike", "up")).not.toBeNull();
  expect(walk("v2", "first")).toBe("v1");
  expect(walk("v2", "last")).toBe("next");
});

test("every node can be reached from the first, and no step leads out of the lineage", () => {
  fc.assert(
    fc.property(arbitraryArtifacts, (artifacts) => {
      const made = buildLineage(artifacts);
      const laid = layOutLineage(made);
      const first = laid.places[0]?.id;
      const reached = new Set(first === undefined ? [] : [first]);
      for (const id of reached) {
        for (const step of steps) {
          const next = stepFrom(made, laid, id, step);
          if (next !== null) reached.add(next);
        }
      }
      expect(reached.size).toBe(made.nodes.size);
    }),
  );
});

test("a press near a mark means it", () => {
  expect(findNearest(layout.places, { x: 3, y: 4 }, 14)).toBe("v1");
  expect(findNearest(layout.places, { x: 40, y: 40 }, 14)).toBeNull();
});
