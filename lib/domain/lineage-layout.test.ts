import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryArtifacts, lineageDraft, lineageVersion } from "#lib/testing/arbitrary-lineage";
import { buildLineage, type LiveWorkload } from "./lineage";
import type { LineageArtifact } from "./lineage-artifacts";
import { mark } from "./lineage-edges";
import { type LineageLayout, layOutLineage, liveBox } from "./lineage-layout";

const layOut = (artifacts: LineageArtifact[], live: LiveWorkload[] = []) =>
  layOutLineage(buildLineage(artifacts, live));

function placeIn({ placeOf }: LineageLayout, id: string) {
  const place = placeOf.get(id);
  if (!place) throw new Error(`${id} has no place`);
  return place;
}

const versions = (count: number) =>
  Array.from({ length: count }, (_, index) => lineageVersion(index + 1, (index + 1) * 100));
const workload = (artifactId: string, id: string) => ({
  id,
  name: id,
  artifactId,
  replicas: 1,
  status: "running" as const,
});

describe("places", () => {
  test("versions stand in a row, a draft beside it between those it was made between", () => {
    const layout = layOut([...versions(3), lineageDraft("a", 250, { parentId: "v1" })]);
    const [v2, a, v3] = ["v2", "a", "v3"].map((id) => placeIn(layout, id));
    expect([v2?.y, v3?.y]).toEqual([0, 0]);
    expect(a?.lane).toBe(1);
    expect(v2?.x).toBeLessThan(a?.x ?? 0);
    expect(a?.x).toBeLessThan(v3?.x ?? 0);
  });

  test("the newest draft that goes on from the newest version continues the line", () => {
    const layout = layOut([
      ...versions(2),
      lineageDraft("a", 300, { parentId: "v2" }),
      lineageDraft("b", 301, { parentId: "v2" }),
      lineageDraft("c", 302, { parentId: "v1" }),
    ]);
    expect(placeIn(layout, "b").lane).toBe(0);
    expect(placeIn(layout, "a").lane).toBeGreaterThan(0);
    expect(placeIn(layout, "c").lane).toBeGreaterThan(0);
  });

  test("a hundred drafts of one version take few lanes", () => {
    const drafts = Array.from({ length: 100 }, (_, index) =>
      lineageDraft(`d${index}`, 300 + index, { parentId: "v1" }),
    );
    const layout = layOut([...versions(2), ...drafts]);
    expect(Math.max(...layout.places.map(({ lane }) => lane))).toBeLessThanOrEqual(8);
  });

  test("a hundred drafts over 500 versions, each soon after what it comes from, take few lanes", () => {
    const drafts = Array.from({ length: 100 }, (_, index) =>
      lineageDraft(`d${index}`, index * 500 + 150, { parentId: `v${index * 5 + 1}` }),
    );
    const layout = layOut([...versions(500), ...drafts]);
    expect(Math.max(...layout.places.map(({ lane }) => lane))).toBe(1);
  });

  test("clocks that disagree put nothing left of what it comes from", () => {
    const layout = layOut([...versions(2), lineageDraft("a", 5, { parentId: "v2" })]);
    expect(placeIn(layout, "a").x).toBeGreaterThan(placeIn(layout, "v2").x);
  });
});

describe("edges", () => {
  const between = (layout: LineageLayout) =>
    layout.edges.map(({ kind, from, to }) => `${from} ${kind} ${to}`).sort();

  test("run along the main line, and from the true parent where that is another", () => {
    const third = lineageVersion(3, 300, { parentId: "v1" });
    const second = lineageVersion(2, 200, { parentId: "v1" });
    const layout = layOut([lineageVersion(1, 100), second, third]);
    expect(between(layout)).toEqual(["v1 clone v3", "v1 sequence v2", "v2 sequence v3"]);
    expect(layout.edges.find(({ kind }) => kind === "clone")?.top).toBeLessThan(-mark.radius);
    for (const { kind, path } of layout.edges) if (kind === "sequence") expect(path).toMatch(/^M[\d.]+ 0H/);
  });

  test("of what comes from something unseen begin nowhere", () => {
    const layout = layOut([lineageDraft("a", 1, { parentId: "gone" })]);
    expect(between(layout)).toEqual(["null unseen a"]);
  });

  test("are deterministic text: a clone off the main line", () => {
    const layout = layOut([
      ...versions(1),
      lineageDraft("a", 200),
      lineageDraft("b", 201, { parentId: "v1" }),
    ]);
    expect(layout.edges.map(({ path }) => path)).toEqual(["M16 0H110"]);
    const aside = layOut([
      ...versions(1),
      lineageDraft("a", 200, { parentId: "v1" }),
      lineageDraft("b", 201, { parentId: "v1" }),
    ]);
    expect(aside.edges.find(({ to }) => to === "a")?.path).toBe(
      "M9 0Q20 0 20 8V16Q20 24 28 24H108Q116 24 119.6 29.6",
    );
  });
});

describe("what is live", () => {
  test("has no line and no lane while there is nothing", () => {
    expect(layOut(versions(2))).toMatchObject({ live: [], waterline: null });
  });

  test("lies under the line below its artifact, side by side where there is room and else in rows", () => {
    const layout = layOut(versions(3), [workload("v1", "eu"), workload("v2", "us"), workload("v2", "asia")]);
    const waterline = layout.waterline ?? 0;
    expect(waterline).toBeGreaterThan(0);
    for (const { workload: of, x, y } of layout.live) {
      expect(x).toBe(placeIn(layout, of.artifactId).x);
      expect(y - liveBox.height / 2).toBeGreaterThan(waterline);
    }
    const overlapping = layout.live.flatMap((a, index) =>
      layout.live
        .slice(index + 1)
        .filter((b) => Math.abs(a.x - b.x) < liveBox.width && Math.abs(a.y - b.y) < liveBox.height),
    );
    expect(overlapping).toEqual([]);
  });
});

test("whatever happened to a repository, its layout can be read", () => {
  fc.assert(
    fc.property(arbitraryArtifacts, (artifacts) => {
      const lineage = buildLineage(artifacts);
      const layout = layOutLineage(lineage);
      const { places, edges, extent } = layout;
      expect(places.map(({ id }) => id).sort()).toEqual([...lineage.nodes.keys()].sort());
      // No two marks touch.
      for (const [index, a] of places.entries()) {
        for (const b of places.slice(index + 1))
          expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(2 * mark.line);
      }
      const row = lineage.versions.map(({ id }) => placeIn(layout, id));
      expect(row.every(({ x, y }, index) => y === 0 && x > (row[index - 1]?.x ?? -1))).toBe(true);
      for (const { id, parentId } of lineage.drafts) {
        if (parentId !== null) expect(placeIn(layout, id).x).toBeGreaterThan(placeIn(layout, parentId).x);
      }
      // Each edge joins two nodes, or begins nowhere; each node has the edges of what it comes from.
      for (const { from, to, kind } of edges) {
        expect(layout.placeOf.has(to)).toBe(true);
        expect(from === null ? kind === "unseen" : layout.placeOf.has(from)).toBe(true);
      }
      for (const node of lineage.nodes.values()) {
        const origins = edges.filter(({ to }) => to === node.id).map(({ from }) => from);
        const due = [node.predecessorId, node.parentId, ...(node.parentUnseen ? ["unseen"] : [])];
        expect(origins.length).toBe(new Set(due.filter((id) => id !== null)).size);
      }
      for (const { left, right, top, bottom } of edges) {
        expect(left >= extent.left && right <= extent.right && top >= extent.top).toBe(true);
        expect(bottom).toBeLessThanOrEqual(extent.bottom);
      }
      expect(layOutLineage(buildLineage(artifacts.toReversed()))).toEqual(layout);
    }),
  );
});

test("names of drafts are crossed by no edge and no other name", () => {
  fc.assert(
    fc.property(arbitraryArtifacts, (artifacts) => {
      const { places, edges } = layOut(artifacts);
      const hanging = places.filter(({ lane }) => lane > 0);
      for (const { id, x, y } of hanging) {
        const name = { left: x - 96, right: x - 12, top: y - 8, bottom: y + 10 };
        for (const edge of edges) {
          if (edge.to === id) continue;
          const rails = [...edge.path.matchAll(/([\d.-]+) ([\d.-]+)H([\d.-]+)/g)];
          for (const [, start, at, end] of rails) {
            const [rail, a, b] = [Number(at), Number(start), Number(end)];
            const crosses =
              rail > name.top &&
              rail < name.bottom &&
              Math.min(a, b) < name.right &&
              Math.max(a, b) > name.left;
            expect(crosses, `${edge.path} through the name of ${id} at ${x} ${y}`).toBe(false);
          }
        }
      }
    }),
  );
});
