import type { Lineage } from "./lineage";
import type { LineageLayout, Place } from "./lineage-layout";

export const steps = ["back", "on", "up", "down", "first", "last"] as const;
export type Step = (typeof steps)[number];

type Take = (lineage: Lineage, layout: LineageLayout, from: Place) => string | null | undefined;

const takes: Record<Step, Take> = {
  /** To what it was cloned from, or else the version before. */
  back: ({ nodes }, _layout, { id }) => nodes.get(id)?.parentId ?? nodes.get(id)?.predecessorId,
  /** To the next version, or else the first clone. */
  on: ({ nodes }, _layout, { id }) => nodes.get(id)?.successorId ?? nodes.get(id)?.childIds[0],
  up: (_lineage, layout, from) => nearest(layout, from, ({ y }) => y < from.y),
  down: (_lineage, layout, from) => nearest(layout, from, ({ y }) => y > from.y),
  first: (_lineage, { places }) => places[0]?.id,
  last: (_lineage, { places }) => places.at(-1)?.id,
};

/** Where a step from a node leads, or null where it leads nowhere. */
export function stepFrom(lineage: Lineage, layout: LineageLayout, id: string, step: Step): string | null {
  const from = layout.placeOf.get(id);
  return (from && takes[step](lineage, layout, from)) ?? null;
}

function nearest({ places }: LineageLayout, from: Place, isThere: (place: Place) => boolean) {
  return findNearest(places.filter(isThere), from);
}

/** The place nearest to a point, within a distance. */
export function findNearest(
  places: readonly Place[],
  { x, y }: { x: number; y: number },
  within = Number.POSITIVE_INFINITY,
): string | null {
  let found: { id: string; distance: number } | null = null;
  for (const place of places) {
    const distance = Math.hypot(place.x - x, place.y - y);
    if (distance <= (found?.distance ?? within)) found = { id: place.id, distance };
  }
  return found?.id ?? null;
}
