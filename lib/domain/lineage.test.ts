import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryArtifacts, lineageDraft, lineageVersion } from "#lib/testing/arbitrary-lineage";
import { buildLineage } from "./lineage";

describe("a lineage", () => {
  test("has its versions in a row by number and its drafts by time", () => {
    const lineage = buildLineage([
      lineageDraft("b", 9),
      lineageVersion(2, 5),
      lineageDraft("a", 3),
      lineageVersion(1, 1),
    ]);
    expect(lineage.versions.map(({ id }) => id)).toEqual(["v1", "v2"]);
    expect(lineage.drafts.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(lineage.nodes.get("v2")).toMatchObject({ predecessorId: "v1", successorId: null });
  });

  test("knows what was cloned from what, and that something was cloned from what is not there", () => {
    const { nodes } = buildLineage([
      lineageVersion(1, 1),
      lineageDraft("a", 2, { parentId: "v1" }),
      lineageDraft("b", 3, { parentId: "a" }),
      lineageDraft("c", 4, { parentId: "gone" }),
    ]);
    expect(nodes.get("v1")?.childIds).toEqual(["a"]);
    expect(nodes.get("b")).toMatchObject({ parentId: "a", parentUnseen: false });
    expect(nodes.get("c")).toMatchObject({ parentId: null, parentUnseen: true });
  });

  test("says which version brought back which, and which only repeats the one before it", () => {
    const { nodes } = buildLineage([
      lineageVersion(1, 1, { specDigest: "x" }),
      lineageVersion(2, 2, { specDigest: "x" }),
      lineageVersion(3, 3, { specDigest: "y" }),
      lineageVersion(4, 4, { specDigest: "x" }),
    ]);
    expect(nodes.get("v4")).toMatchObject({ restoresId: "v2", equalIds: ["v1", "v2"] });
    expect(nodes.get("v2")).toMatchObject({ restoresId: null, equalIds: ["v1", "v4"] });
    expect(nodes.get("v3")).toMatchObject({ restoresId: null, equalIds: [] });
  });

  test("keeps of what runs only what runs something in it", () => {
    const live = ["v1", "elsewhere"].map((artifactId) => ({
      id: artifactId,
      name: "prod",
      artifactId,
      replicas: 2,
      status: "running" as const,
    }));
    expect(buildLineage([lineageVersion(1, 1)], live).live).toEqual([live[0]]);
  });

  test("refers only to what is in it, and does not depend on the order of what it is made of", () => {
    fc.assert(
      fc.property(arbitraryArtifacts, (artifacts) => {
        const lineage = buildLineage(artifacts);
        expect(lineage.nodes.size).toBe(artifacts.length);
        for (const node of lineage.nodes.values()) {
          const others = [node.parentId, node.predecessorId, node.successorId, node.restoresId];
          for (const id of [...others, ...node.childIds, ...node.equalIds])
            if (id !== null) expect(lineage.nodes.has(id)).toBe(true);
        }
        expect(buildLineage(artifacts.toReversed())).toEqual(lineage);
      }),
    );
  });
});
