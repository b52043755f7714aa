import type { Lineage, LiveWorkload } from "./lineage";
import { type Edge, edgeOf, liveStem, mark } from "./lineage-edges";
import { placeDrafts } from "./lineage-lanes";

/** A node's place; `lane` 0 is the main line, lanes of drafts count downwards from 1. */
export interface Place {
  id: string;
  x: number;
  y: number;
  lane: number;
}

/** Something that runs, below the line, on a stem from what it runs. */
export interface LivePlace {
  workload: LiveWorkload;
  x: number;
  y: number;
  stem: string;
}

export interface Extent {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Where everything is, in units that are pixels at scale 1: time from left to right, version 1 of a lineage at 0. */
export interface LineageLayout {
  /** From left to right; at the same x from top to bottom. */
  places: Place[];
  placeOf: ReadonlyMap<string, Place>;
  edges: Edge[];
  live: LivePlace[];
  /** The water line between registry and live; null while nothing is live. */
  waterline: number | null;
  extent: Extent;
}

const liveDrop = 46;
const liveRow = 44;
export const liveBox = { width: 132, height: 33 };

/** Lays a lineage out. The same lineage gives the same layout. */
export function layOutLineage(lineage: Lineage): LineageLayout {
  const { places, rails } = placeDrafts(lineage);
  places.sort((a, b) => a.x - b.x || a.y - b.y);
  const placeOf = new Map(places.map((place) => [place.id, place]));
  const edges = edgesOf(lineage, placeOf, rails);
  const bottom = Math.max(0, ...places.map(({ y }) => y));
  const waterline = lineage.live.length > 0 ? bottom + liveDrop : null;
  const live = waterline === null ? [] : placeLive(lineage.live, placeOf, waterline);
  return { places, placeOf, edges, live, waterline, extent: extentOf(places, edges, live) };
}

function edgesOf(
  lineage: Lineage,
  placeOf: ReadonlyMap<string, Place>,
  rails: ReadonlyMap<string, number>,
): Edge[] {
  const edges: Edge[] = [];
  for (const { id, predecessorId, parentId, parentUnseen } of lineage.nodes.values()) {
    const to = placeOf.get(id);
    if (!to) continue;
    const rail = rails.get(id) ?? 0;
    const join = (kind: Edge["kind"], fromId: string | null) => {
      const from = fromId === null ? undefined : placeOf.get(fromId);
      if (from) edges.push(edgeOf(kind, from, to, rail));
    };
    join("sequence", predecessorId);
    if (parentId !== predecessorId) join("clone", parentId);
    if (parentUnseen) edges.push(edgeOf("unseen", null, to, rail));
  }
  return edges;
}

/** Boxes in rows under the line, each in the first row that has room below its artifact. */
function placeLive(
  workloads: readonly LiveWorkload[],
  placeOf: ReadonlyMap<string, Place>,
  waterline: number,
): LivePlace[] {
  const rowEnds: number[] = [];
  const placed = workloads.flatMap((workload) => {
    const place = placeOf.get(workload.artifactId);
    return place ? [{ workload, place }] : [];
  });
  placed.sort((a, b) => a.place.x - b.place.x);
  return placed.map(({ workload, place }) => {
    const left = place.x - liveBox.width / 2;
    const free = rowEnds.findIndex((end) => end <= left);
    const row = free < 0 ? rowEnds.length : free;
    rowEnds[row] = left + liveBox.width + 12;
    const y = waterline + 8 + row * liveRow + liveBox.height / 2;
    return { workload, x: place.x, y, stem: liveStem(place, y - liveBox.height / 2) };
  });
}

/** Around marks, edges and boxes; words stand out of it. */
function extentOf(places: readonly Place[], edges: readonly Edge[], live: readonly LivePlace[]): Extent {
  const extent = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const { x, y } of places) grow(extent, x, y, mark.line, mark.radius);
  for (const { left, right, top, bottom } of edges) {
    grow(extent, left, top, 0, 0);
    grow(extent, right, bottom, 0, 0);
  }
  for (const { x, y } of live) grow(extent, x, y, liveBox.width / 2, liveBox.height / 2);
  return extent;
}

function grow(extent: Extent, x: number, y: number, aside: number, around: number): void {
  extent.left = Math.min(extent.left, x - aside);
  extent.right = Math.max(extent.right, x + aside);
  extent.top = Math.min(extent.top, y - around);
  extent.bottom = Math.max(extent.bottom, y + around);
}
