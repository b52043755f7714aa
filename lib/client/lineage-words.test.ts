import { expect, test } from "vitest";
import { buildLineage } from "#lib/domain/lineage";
import { lineageDraft, lineageVersion } from "#lib/testing/arbitrary-lineage";
import { describeNode } from "./lineage-words";

const lineage = buildLineage([
  lineageVersion(1, 0, { specDigest: "x" }),
  lineageVersion(2, 10, { parentId: "v1" }),
  lineageVersion(3, 20, { parentId: "v1", specDigest: "x", name: "collector 0.130" }),
  lineageDraft("a", 30, { parentId: "v3", name: "next" }),
  lineageDraft("b", 40, { parentId: "a", name: "after next" }),
  lineageDraft("c", 50, { parentId: "gone", name: "left over" }),
]);

test.each([
  ["v3", "v3, locked, collector 0.130, by Ana Ruiz, 40 min ago, cloned from v1, brings back v1"],
  ["a", "Draft, next, by Ana Ruiz, 30 min ago, cloned from v3"],
  ["b", "Draft, after next, by Ana Ruiz, 20 min ago, cloned from draft next"],
  ["c", "Draft, left over, by Ana Ruiz, 10 min ago, cloned from something deleted or not visible to you"],
])("%s is named by all that the drawing shows of it", (id, words) => {
  const node = lineage.nodes.get(id);
  expect(node && describeNode(lineage, node, new Date("2026-01-01T01:00:00Z"))).toBe(words);
});
