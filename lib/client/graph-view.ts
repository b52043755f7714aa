/**
 * Which part of a drawing is on the screen: a point of the drawing times `scale`, plus `x` and `y`, is where it shows.
 * Downwards the scale has a floor: zooming out over years must not lay the lanes on top of each other.
 */
export interface GraphView {
  x: number;
  y: number;
  scale: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const mostScale = 2;
/** One press of + or -. */
export const zoomStep = 1.25;
const leastVertical = 0.7;
/** Pixels around the drawing, at any scale: words stand out of it, on the left those of drafts. */
const padding = { left: 110, right: 64, top: 48, bottom: 36 };

export function verticalScale(scale: number): number {
  return Math.max(scale, leastVertical);
}

/** The scale at which all of a drawing is on the screen, but never larger than it is. */
export function fitScale(box: Box, size: Size): number {
  const width = Math.max(1, size.width - padding.left - padding.right) / Math.max(1, box.right - box.left);
  const height = Math.max(1, size.height - padding.top - padding.bottom) / Math.max(1, box.bottom - box.top);
  // Where the lanes are too many for the screen even at their floor, a smaller scale would help nobody.
  return Math.min(1, width, height < leastVertical ? 1 : height);
}

/** All of the drawing, in the middle. */
export function fitView(box: Box, size: Size): GraphView {
  return clampView({ x: 0, y: 0, scale: fitScale(box, size) }, box, size);
}

/** At scale 1 with the right end of the drawing, where the newest is, at the right of the screen. */
export function endView(box: Box, size: Size): GraphView {
  return clampView({ x: Number.NEGATIVE_INFINITY, y: 0, scale: 1 }, box, size);
}

export function panBy(view: GraphView, by: Point, box: Box, size: Size): GraphView {
  return clampView({ ...view, x: view.x + by.x, y: view.y + by.y }, box, size);
}

/** Zooms so that the point of the drawing under `at` stays there. */
export function zoomAt(view: GraphView, factor: number, at: Point, box: Box, size: Size): GraphView {
  const scale = Math.min(mostScale, Math.max(fitScale(box, size), view.scale * factor));
  const point = pointAt(view, at);
  const next = { scale, x: at.x - point.x * scale, y: at.y - point.y * verticalScale(scale) };
  return clampView(next, box, size);
}

/** The point of the drawing that shows at a point of the screen. */
export function pointAt({ x, y, scale }: GraphView, at: Point): Point {
  return { x: (at.x - x) / scale, y: (at.y - y) / verticalScale(scale) };
}

/** Moves the drawing as little as it takes to have a point of it on the screen, this far from the edges. */
export function reveal(view: GraphView, point: Point, margin: Point, box: Box, size: Size): GraphView {
  const x = point.x * view.scale + view.x;
  const y = point.y * verticalScale(view.scale) + view.y;
  const by = { x: intoRange(x, margin.x, size.width), y: intoRange(y, margin.y, size.height) };
  return panBy(view, by, box, size);
}

function intoRange(at: number, margin: number, length: number): number {
  const room = Math.min(margin, length / 2);
  return Math.max(room, Math.min(length - room, at)) - at;
}

/** The drawing covers the screen, or lies in its middle where it is smaller. */
export function clampView({ x, y, scale }: GraphView, box: Box, size: Size): GraphView {
  const down = verticalScale(scale);
  const { left, right, top, bottom } = padding;
  return {
    scale,
    x: clampAxis(x, box.left * scale - left, box.right * scale + right, size.width),
    y: clampAxis(y, box.top * down - top, box.bottom * down + bottom, size.height),
  };
}

function clampAxis(at: number, start: number, end: number, length: number): number {
  const [least, most] = [length - end, -start];
  return least >= most ? (least + most) / 2 : Math.max(least, Math.min(most, at));
}

/** The part of the drawing on the screen, wider by `overscan` screens on every side. */
export function visibleBox(view: GraphView, { width, height }: Size, overscan: number): Box {
  const start = pointAt(view, { x: -overscan * width, y: -overscan * height });
  const end = pointAt(view, { x: (1 + overscan) * width, y: (1 + overscan) * height });
  return { left: start.x, top: start.y, right: end.x, bottom: end.y };
}

export function contains(outer: Box, inner: Box): boolean {
  return (
    outer.left <= inner.left &&
    outer.right >= inner.right &&
    outer.top <= inner.top &&
    outer.bottom >= inner.bottom
  );
}

export function meets(a: Box, b: Box): boolean {
  return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}
