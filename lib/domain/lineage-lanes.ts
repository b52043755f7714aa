import { type Lineage, type LineageNode, timeOf } from "./lineage";
import type { Place } from "./lineage-layout";

/** Distances in pixels at scale 1. */
const versionStep = 96;
/** From a version to the first column of drafts after it: the label before the mark keeps clear of the version's trunk. */
const draftStep = 126;
const columnStep = 130;
/** From the last column of drafts to the next version. */
const draftTail = 54;
const laneHeight = 36;
/** So that many drafts of the same time stand in several columns instead of one that no screen holds. */
const mostInColumn = 8;
const box = { before: 104, after: 22 };
/** Where edges to clones leave their parent, right of it. */
export const trunkOffset = 20;
/** The draft that goes on from the newest version stands on the main line. */
const archStart = 52;
const archHeight = 14;

interface Span {
  start: number;
  end: number;
}

interface Occupant extends Span {
  parentId: string | null;
  box: Span;
}

interface Column {
  gap: number;
  column: number;
}

/**
 * Puts every node in its place, and says on which height the edge to each clone runs. Versions stand in a row; what was
 * made between two of them stands in columns between, the later ones right of the earlier ones they come from.
 */
export function placeDrafts(lineage: Lineage): { places: Place[]; rails: Map<string, number> } {
  const heir = findHeir(lineage);
  const columns = columnsOf(lineage, heir);
  const { versionAt, draftAt } = positionsOf(lineage, columns);
  const places = new Map<string, Place>();
  for (const [index, { id }] of lineage.versions.entries())
    places.set(id, { id, x: versionAt[index] ?? 0, y: 0, lane: 0 });
  const rails = new Map<string, number>();
  const byPosition = lineage.drafts
    .map((node) => ({ node, x: draftAt(columns.get(node.id) ?? { gap: 0, column: 0 }) }))
    .sort((a, b) => a.x - b.x);
  const lanes: Occupant[][] = [];
  for (const { node, x } of byPosition) {
    const lane = node === heir ? 0 : takeLane(lanes, occupantOf(node, x, places));
    places.set(node.id, { id: node.id, x, y: lane * laneHeight, lane });
    rails.set(node.id, lane * laneHeight - 12);
  }
  for (const [id, rail] of archesOf(lineage, places)) rails.set(id, rail);
  return { places: [...places.values()], rails };
}

/** The newest draft that goes on from the newest version, or of a lineage without versions the newest without a parent. */
function findHeir({ versions, drafts }: Lineage): LineageNode | undefined {
  const newest = versions.at(-1)?.id ?? null;
  return drafts.findLast(({ parentId, parentUnseen }) => parentId === newest && !parentUnseen);
}

/** Between which versions each draft stands, and in which column there. */
function columnsOf({ versions, drafts, nodes }: Lineage, heir: LineageNode | undefined): Map<string, Column> {
  const times = runningMaximum(versions.map(timeOf));
  const gapAfter = new Map(versions.map(({ id }, index) => [id, index + 1]));
  const columns = new Map<string, Column>();
  const filled = new Map<string, number>();
  const place = (node: LineageNode): Column => {
    const known = columns.get(node.id);
    if (known) return known;
    columns.set(node.id, { gap: 0, column: 0 });
    const parent = node.parentId === null ? undefined : nodes.get(node.parentId);
    // Clocks of several servers may disagree: a parent comes first whatever its time says.
    const after = parent === undefined ? undefined : gapAfter.get(parent.id);
    const from = parent === undefined || after !== undefined ? undefined : place(parent);
    const gap = Math.max(countUpTo(times, node.createdAt), after ?? 0, from?.gap ?? 0);
    let column = from?.gap === gap ? from.column + 1 : 0;
    while (node !== heir && (filled.get(`${gap} ${column}`) ?? 0) >= mostInColumn) column += 1;
    filled.set(`${gap} ${column}`, (filled.get(`${gap} ${column}`) ?? 0) + (node === heir ? 0 : 1));
    columns.set(node.id, { gap, column });
    return { gap, column };
  };
  for (const draft of drafts) place(draft);
  return columns;
}

function runningMaximum(times: string[]): string[] {
  let latest = "";
  return times.map((time) => {
    if (time > latest) latest = time;
    return latest;
  });
}

/** How many of the ascending times are not after `time`. */
function countUpTo(times: readonly string[], time: string): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? "") <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A gap without drafts is a step wide, one with drafts as wide as its columns need. */
function positionsOf({ versions }: Lineage, columns: ReadonlyMap<string, Column>) {
  const counts = new Array<number>(versions.length + 1).fill(0);
  for (const { gap, column } of columns.values()) counts[gap] = Math.max(counts[gap] ?? 0, column + 1);
  const widths = counts.map((count) =>
    count === 0 ? versionStep : draftStep + (count - 1) * columnStep + draftTail,
  );
  let x = 0;
  const versionAt = versions.map((_, index) => {
    if (index > 0) x += widths[index] ?? versionStep;
    return x;
  });
  // What was made before the first version stands left of 0.
  const startOf = (gap: number) => (gap === 0 ? -(widths[0] ?? 0) : (versionAt[gap - 1] ?? 0));
  return {
    versionAt,
    draftAt: ({ gap, column }: Column) => startOf(gap) + draftStep + column * columnStep,
  };
}

function occupantOf(node: LineageNode, x: number, places: ReadonlyMap<string, Place>): Occupant {
  const parent = node.parentId === null ? undefined : places.get(node.parentId);
  const own = { start: x - box.before, end: x + box.after };
  const start = parent ? Math.min(own.start, parent.x + trunkOffset + 3) : own.start;
  return { start, end: own.end, parentId: node.parentId, box: own };
}

/** The first lane in which an edge and its draft have room; clones of the same parent may hang on the same rail. */
function takeLane(lanes: Occupant[][], occupant: Occupant): number {
  const free = lanes.findIndex((lane) => lane.every((other) => !collide(occupant, other)));
  const lane = free < 0 ? lanes.length : free;
  lanes[lane] = [...(lanes[lane] ?? []), occupant];
  return lane + 1;
}

function collide(a: Occupant, b: Occupant): boolean {
  return a.parentId !== null && a.parentId === b.parentId ? overlap(a.box, b.box) : overlap(a, b);
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Heights above the line for versions that come from another version than the one before them. */
function archesOf({ versions, nodes }: Lineage, places: ReadonlyMap<string, Place>): Map<string, number> {
  const lanes: Occupant[][] = [];
  const heights = new Map<string, number>();
  for (const { id, parentId, predecessorId } of versions) {
    const from = parentId === null ? undefined : places.get(parentId);
    const to = places.get(id);
    if (!from || !to || parentId === predecessorId || nodes.get(from.id)?.version === null) continue;
    const span = { start: Math.min(from.x, to.x), end: Math.max(from.x, to.x) };
    heights.set(
      id,
      -(archStart + archHeight * (takeLane(lanes, { ...span, parentId: null, box: span }) - 1)),
    );
  }
  return heights;
}
