import { trunkOffset } from "./lineage-lanes";
import type { Place } from "./lineage-layout";

/** The mark of a version or draft: a ring; a version has the load line through it. */
export const mark = { radius: 9, line: 16 };

/** A line that leads to a node: along the main line, from what it was cloned from, or from something unseen. */
export interface Edge {
  kind: "sequence" | "clone" | "unseen";
  from: string | null;
  to: string;
  /** SVG path data. */
  path: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Of the arc in which an edge meets its mark, and of corners. */
const slant = 6.4;
const corner = 8;
/** Under the main line, where an edge from a draft up to a version runs. */
const underLine = 15;

export function edgeOf(kind: Edge["kind"], from: Place | null, to: Place, rail: number): Edge {
  const { path, left, right, top, bottom } = shapeOf(kind, from, to, rail);
  return { kind, from: from?.id ?? null, to: to.id, path, left, right, top, bottom };
}

function shapeOf(kind: Edge["kind"], from: Place | null, to: Place, rail: number): Shape {
  if (from === null) return unseenEdge(to);
  if (from.lane === 0 && to.lane === 0) {
    // Only versions that come from another than the one before them have a height over the line.
    return kind === "clone" && rail < -underLine ? archEdge(from, to, rail) : straightEdge(from, to);
  }
  return to.lane === 0 ? joinEdge(from, to) : branchEdge(from, to, rail);
}

type Shape = Omit<Edge, "kind" | "from" | "to">;

function straightEdge(from: Place, to: Place): Shape {
  const path = `M${from.x + mark.line} 0H${to.x - mark.line}`;
  return { path, left: from.x, right: to.x, top: 0, bottom: 0 };
}

/** From right of the parent along a trunk to the rail of the lane, and down from it to the mark. */
function branchEdge(from: Place, to: Place, rail: number): Shape {
  const trunk = from.x + trunkOffset;
  const turn = Math.sign(rail - from.y) * Math.min(corner, Math.abs(rail - from.y) / 2);
  const path = [
    `M${from.x + mark.radius} ${from.y}Q${trunk} ${from.y} ${trunk} ${from.y + turn}`,
    `V${rail - turn}Q${trunk} ${rail} ${trunk + corner} ${rail}`,
    `H${to.x - 18}Q${to.x - 10} ${rail} ${to.x - slant} ${to.y - slant}`,
  ].join("");
  return { path, left: from.x, right: to.x, top: Math.min(from.y, rail), bottom: Math.max(from.y, to.y) };
}

/** From a draft up to the version that was cloned from it, under the main line. */
function joinEdge(from: Place, to: Place): Shape {
  const way = to.x < from.x ? -1 : 1;
  const trunk = from.x + way * trunkOffset;
  const path = [
    `M${from.x + way * mark.radius} ${from.y}Q${trunk} ${from.y} ${trunk} ${from.y - corner}`,
    `V${underLine + corner}Q${trunk} ${underLine} ${trunk + way * corner} ${underLine}`,
    `H${to.x - way * 18}Q${to.x - way * 12} ${underLine} ${to.x - way * slant} ${slant}`,
  ].join("");
  return { path, left: Math.min(from.x, to.x), right: Math.max(from.x, to.x), top: 0, bottom: from.y };
}

/** Over the versions between one and the one that was cloned from it. */
function archEdge(from: Place, to: Place, height: number): Shape {
  const [a, b] = from.x < to.x ? [from.x, to.x] : [to.x, from.x];
  const path = [
    `M${a + slant} ${-slant}Q${a + trunkOffset} -14 ${a + trunkOffset} -24`,
    `V${height + corner}Q${a + trunkOffset} ${height} ${a + trunkOffset + corner} ${height}`,
    `H${b - trunkOffset - corner}Q${b - trunkOffset} ${height} ${b - trunkOffset} ${height + corner}`,
    `V-24Q${b - trunkOffset} -14 ${b - slant} ${-slant}`,
  ].join("");
  return { path, left: a, right: b, top: height, bottom: 0 };
}

/** A short end that comes from nowhere. */
function unseenEdge({ x, y, lane }: Place): Shape {
  const path =
    lane === 0
      ? `M${x - 30} ${y - 24}Q${x - 14} ${y - 22} ${x - slant} ${y - slant}`
      : `M${x - 34} ${y - 12}H${x - 18}Q${x - 10} ${y - 12} ${x - slant} ${y - slant}`;
  return { path, left: x - 34, right: x, top: y - 24, bottom: y };
}

/** From a mark down to what runs it. */
export function liveStem({ x, y }: Place, to: number): string {
  return `M${x} ${y + mark.radius}V${to}`;
}
