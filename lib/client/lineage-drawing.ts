import type { Lineage } from "#lib/domain/lineage";
import { mark } from "#lib/domain/lineage-edges";
import type { LineageLayout, Place } from "#lib/domain/lineage-layout";
import { type Box, meets } from "./graph-view";

/** A node that is shown with words. */
interface Label {
  id: string;
  x: number;
  y: number;
  lane: number;
}

/**
 * What is drawn of a lineage within a box at a scale. All marks and lines of a kind are one path each: the browser
 * draws a path of 500 rings in the time that it takes to make ten elements.
 */
export interface LineageDrawing {
  sequence: string;
  clones: string;
  unseen: string;
  versions: string;
  drafts: string;
  stems: string;
  labels: Label[];
  /** Factors by which marks, lines and words are larger than at scale 1, so that they can still be seen. */
  markScale: number;
  lineScale: number;
  textScale: number;
}

const leastMark = 0.55;
const leastText = 0.92;
/** What of the space of one version a mark may take when everything is drawn close together. */
const pitch = 96;
/** Pixels on the screen that the words of a version take. */
const labelWidth = 44;
const mostLabels = 150;
const niceSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** Shows every how manieth version with words, so that they do not run into each other. */
export function labelStep(scale: number): number {
  const least = labelWidth / (pitch * scale);
  return niceSteps.find((step) => step >= least) ?? 1000;
}

/** `kept` are shown with words in any case: what has the focus and what is selected. */
export function drawLineage(
  lineage: Lineage,
  layout: LineageLayout,
  box: Box,
  scale: number,
  kept: readonly (string | null)[],
): LineageDrawing {
  const markOnScreen = Math.max(scale, Math.min(leastMark, (pitch * scale * 0.36) / mark.radius));
  const markScale = markOnScreen / scale;
  const places = layout.places.filter(({ x, y }) => meets({ left: x, right: x, top: y, bottom: y }, box));
  const edges = layout.edges.filter((edge) => meets(edge, box));
  const pathOf = (kind: string) => edges.flatMap((edge) => (edge.kind === kind ? [edge.path] : [])).join("");
  const isVersion = ({ id }: Place) => lineage.nodes.get(id)?.version !== null;
  return {
    sequence: pathOf("sequence"),
    clones: pathOf("clone"),
    unseen: pathOf("unseen"),
    versions: places
      .filter(isVersion)
      .map((place) => versionMark(place, markScale))
      .join(""),
    drafts: places
      .filter((place) => !isVersion(place))
      .map((place) => ring(place, markScale))
      .join(""),
    stems: layout.live.map(({ stem }) => stem).join(""),
    labels: labelsOf(lineage, places, layout, scale, kept),
    markScale,
    lineScale: Math.max(scale, 0.8) / scale,
    textScale: Math.max(scale, leastText) / scale,
  };
}

function labelsOf(
  lineage: Lineage,
  places: readonly Place[],
  { placeOf }: LineageLayout,
  scale: number,
  kept: readonly (string | null)[],
): Label[] {
  const step = labelStep(scale);
  const draftsReadable = scale >= 0.6;
  const shown = places.filter(({ id }) => {
    const version = lineage.nodes.get(id)?.version ?? null;
    return version === null ? draftsReadable : step === 1 || version % step === 0;
  });
  const ids = new Set(shown.slice(0, mostLabels).map(({ id }) => id));
  for (const id of kept) if (id !== null) ids.add(id);
  return [...ids].flatMap((id) => placeOf.get(id) ?? []).sort((a, b) => a.x - b.x || a.y - b.y);
}

function ring({ x, y }: Place, markScale: number): string {
  const r = mark.radius * markScale;
  return `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0`;
}

function versionMark(place: Place, markScale: number): string {
  const half = mark.line * markScale;
  return `${ring(place, markScale)}M${place.x - half} ${place.y}h${2 * half}`;
}
