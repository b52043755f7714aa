import { describe, expect, test } from "vitest";
import { buildLineage } from "#lib/domain/lineage";
import { layOutLineage } from "#lib/domain/lineage-layout";
import { lineageDraft, lineageVersion } from "#lib/testing/arbitrary-lineage";
import { fitScale } from "./graph-view";
import { drawLineage } from "./lineage-drawing";

const lineage = buildLineage([
  ...Array.from({ length: 500 }, (_, index) => lineageVersion(index + 1, index * 10)),
  lineageDraft("spike", 4985, { parentId: "v499" }),
]);
const layout = layOutLineage(lineage);
const draw = (left: number, right: number, scale: number, kept: (string | null)[] = []) =>
  drawLineage(lineage, layout, { left, right, top: -500, bottom: 500 }, scale, kept);
const names = (drawing: ReturnType<typeof draw>) => drawing.named.map(({ id }) => id);
const rings = (path: string) => path.split("M").length - 1;

describe("a drawing", () => {
  test("holds what is in its box, and the line on to what is not", () => {
    const drawing = draw(-50, 300, 1);
    expect(names(drawing)).toEqual(["v1", "v2", "v3", "v4"]);
    expect(rings(drawing.sequence)).toBe(4);
    expect(drawing.drafts).toBe("");
  });

  test("names what has the focus wherever that is", () => {
    expect(names(draw(-50, 300, 1, ["v400", null]))).toContain("v400");
  });

  test("of everything has every mark and as many names as there is room for", () => {
    const scale = fitScale(layout.extent, { width: 1000, height: 400 });
    const drawing = draw(layout.extent.left, layout.extent.right, scale);
    // Ring and load line.
    expect(rings(drawing.versions)).toBe(2 * 500);
    expect(rings(drawing.drafts)).toBe(1);
    expect(drawing.named.length).toBeLessThan(25);
    const shown = drawing.named.map(({ x }) => x * scale);
    for (const [index, x] of shown.entries()) {
      if (index > 0) expect(x - (shown[index - 1] ?? 0)).toBeGreaterThan(40);
    }
  });

  test("keeps marks apart at any scale", () => {
    for (const scale of [0.01, 0.05, 0.2, 0.5, 1, 2]) {
      expect(2 * 9 * draw(0, 1, scale).markSize).toBeLessThan(96 * scale);
    }
  });
});
