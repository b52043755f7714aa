import type { Lineage } from "#lib/domain/lineage";
import { mark } from "#lib/domain/lineage-edges";
import type { LineageLayout, Place } from "#lib/domain/lineage-layout";
import { type Box, meets, verticalScale } from "./graph-view";

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
  /** The nodes that are shown with words, from left to right. */
  named: Place[];
  /** Of marks and lines, and of words; 1 as at scale 1. */
  markSize: number;
  textSize: number;
}

/** Pixels on the screen that the words of a version take. */
const nameWidth = 44;
/** Of the space that a version has at least, what its mark may take. */
const versionSpace = 96;
const markShare = 0.38;
const leastMark = 0.6;
const leastText = 0.92;
const mostText = 1.3;
/** From here on there is room for the names of drafts. */
const draftNamesFrom = 0.62;
const mostNamed = 160;
const niceSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** Every how manieth version is shown with its name, so that names do not run into each other. */
function nameStep(scale: number): number {
  const least = nameWidth / (versionSpace * scale);
  return niceSteps.find((step) => step >= least) ?? 1000;
}

/** `kept` have their name in any case: what has the focus and what is selected. */
export function drawLineage(
  lineage: Lineage,
  layout: LineageLayout,
  box: Box,
  scale: number,
  kept: readonly (string | null)[],
): LineageDrawing {
  const markSize = Math.max(scale, Math.min(leastMark, (versionSpace * scale * markShare) / mark.radius));
  const places = layout.places.filter(({ x, y }) => meets({ left: x, right: x, top: y, bottom: y }, box));
  const edges = layout.edges.filter((edge) => meets(edge, box));
  const pathOf = (kind: string) => edges.map((edge) => (edge.kind === kind ? edge.path : "")).join("");
  const isVersion = ({ id }: Place) => lineage.nodes.get(id)?.version !== null;
  const versions = places.filter(isVersion);
  const drafts = places.filter((place) => !isVersion(place));
  const radius = markRadius(markSize, scale);
  return {
    sequence: pathOf("sequence"),
    clones: pathOf("clone"),
    unseen: pathOf("unseen"),
    versions: versions.map((place) => versionMark(place, radius)).join(""),
    drafts: drafts.map((place) => ring(place, radius)).join(""),
    stems: layout.live.map(({ stem }) => stem).join(""),
    named: namedOf(lineage, places, layout, scale, kept),
    markSize,
    textSize: Math.min(mostText, Math.max(scale, leastText)),
  };
}

function namedOf(
  lineage: Lineage,
  places: readonly Place[],
  { placeOf }: LineageLayout,
  scale: number,
  kept: readonly (string | null)[],
): Place[] {
  const step = nameStep(scale);
  const shown = places.filter(({ id }) => {
    const version = lineage.nodes.get(id)?.version ?? null;
    return version === null ? scale >= draftNamesFrom : step === 1 || version % step === 0;
  });
  const ids = new Set(shown.slice(0, mostNamed).map(({ id }) => id));
  for (const id of kept) if (id !== null) ids.add(id);
  return [...ids].flatMap((id) => placeOf.get(id) ?? []).sort((a, b) => a.x - b.x || a.y - b.y);
}

/** A ring's radii in units of the drawing, which may be scaled less downwards than to the right. */
function markRadius(markSize: number, scale: number) {
  const onScreen = mark.radius * markSize;
  return { x: onScreen / scale, y: onScreen / verticalScale(scale) };
}

type Radius = ReturnType<typeof markRadius>;

function ring({ x, y }: Place, radius: Radius): string {
  const arc = `a${radius.x} ${radius.y} 0 1 1`;
  return `M${x - radius.x} ${y}${arc} ${2 * radius.x} 0${arc} ${-2 * radius.x} 0`;
}

function versionMark(place: Place, radius: Radius): string {
  const half = (radius.x * mark.line) / mark.radius;
  return `${ring(place, radius)}M${place.x - half} ${place.y}h${2 * half}`;
}
