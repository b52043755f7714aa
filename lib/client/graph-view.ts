/** Which part of a drawing is on the screen: a point of the drawing times `scale`, plus `x` and `y`, is where it shows. */
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

export const mostScale = 2;
/** One press of + or a turn of the wheel by a notch. */
export const zoomStep = 1.25;

/** The scale at which all of a drawing is on the screen, but never larger than it is. */
export function fitScale(box: Box, size: Size): number {
  return Math.min(1, size.width / (box.right - box.left), size.height / (box.bottom - box.top));
}

/** All of the drawing, in the middle. */
export function fitView(box: Box, size: Size): GraphView {
  return clampView({ x: 0, y: 0, scale: fitScale(box, size) }, box, size);
}

/** At scale 1 with the right end of the drawing, where the newest is, at the right of the screen. */
export function endView(box: Box, size: Size): GraphView {
  return clampView({ x: size.width - box.right, y: 0, scale: 1 }, box, size);
}

export function panBy(view: GraphView, byX: number, byY: number, box: Box, size: Size): GraphView {
  return clampView({ ...view, x: view.x + byX, y: view.y + byY }, box, size);
}

/** Zooms so that the point of the drawing under `at` stays there. */
export function zoomAt(view: GraphView, factor: number, at: Point, box: Box, size: Size): GraphView {
  const scale = Math.min(mostScale, Math.max(fitScale(box, size), view.scale * factor));
  const by = scale / view.scale;
  return clampView({ scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }, box, size);
}

/** Moves the drawing as little as it takes to have a point of it on the screen, `margin` pixels from the edges. */
export function reveal(view: GraphView, point: Point, margin: number, box: Box, size: Size): GraphView {
  const x = point.x * view.scale + view.x;
  const y = point.y * view.scale + view.y;
  return panBy(
    view,
    intoRange(x, margin, size.width),
    intoRange(y, Math.min(margin, 60), size.height),
    box,
    size,
  );
}

function intoRange(at: number, margin: number, length: number): number {
  const room = Math.min(margin, length / 2);
  return Math.max(room, Math.min(length - room, at)) - at;
}

/** The drawing covers the screen, or lies within it where it is smaller: in the middle, and at the top. */
export function clampView({ x, y, scale }: GraphView, box: Box, size: Size): GraphView {
  return {
    scale,
    x: clampAxis(x, box.left * scale, box.right * scale, size.width),
    y: clampAxis(y, box.top * scale, box.bottom * scale, size.height),
  };
}

function clampAxis(at: number, start: number, end: number, length: number): number {
  const [least, most] = [length - end, -start];
  return least >= most ? (least + most) / 2 : Math.max(least, Math.min(most, at));
}

/** The part of the drawing on the screen, wider by `overscan` screens on either side. */
export function visibleBox(view: GraphView, size: Size, overscan: number): Box {
  const { x, y, scale } = view;
  return {
    left: (-x - overscan * size.width) / scale,
    right: (size.width - x + overscan * size.width) / scale,
    top: (-y - overscan * size.height) / scale,
    bottom: (size.height - y + overscan * size.height) / scale,
  };
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
