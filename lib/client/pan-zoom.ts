import type { Point } from "./graph-view";

interface Gestures {
  /** Returns whether anything moved: at the end of the drawing the wheel scrolls the page on. */
  pan: (byX: number, byY: number) => boolean;
  zoom: (factor: number, at: Point) => void;
}

/** Less is a click. */
const dragFrom = 4;
const linePixels = 16;
const wheelPerDouble = 300;

/**
 * Dragging, two fingers, the wheel, and Ctrl with the wheel (which is also how a browser tells of a pinch on a
 * touchpad). A library for this (d3-zoom) brings selections, transitions and an animation clock, 15 kB of script, and
 * would still leave to us what the wheel and the keys mean here.
 */
export function attachGestures(screen: HTMLElement, { pan, zoom }: Gestures): () => void {
  const fingers = new Map<number, Point>();
  let start: Point | null = null;
  let dragging = false;

  const inScreen = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const { left, top } = screen.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    fingers.set(event.pointerId, inScreen(event));
    if (fingers.size > 1) return;
    start = inScreen(event);
    dragging = false;
  };
  const move = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (!before || !start) return;
    const now = inScreen(event);
    if (!dragging && fingers.size === 1 && distance(start, now) < dragFrom) return;
    if (!dragging) screen.setPointerCapture(event.pointerId);
    dragging = true;
    const others = [...fingers].flatMap(([id, point]) => (id === event.pointerId ? [] : [point]));
    const other = others[0];
    // Of two fingers each carries half of the movement, and their distance the zoom.
    const share = other ? 0.5 : 1;
    if (other) zoom(distance(now, other) / Math.max(1, distance(before, other)), between(now, other));
    pan((now.x - before.x) * share, (now.y - before.y) * share);
    fingers.set(event.pointerId, now);
  };
  const up = (event: PointerEvent) => void fingers.delete(event.pointerId);
  const click = (event: MouseEvent) => {
    if (!dragging) return;
    // The end of a drag over a mark is no click on it.
    dragging = false;
    event.preventDefault();
    event.stopPropagation();
  };
  const wheel = (event: WheelEvent) => {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? linePixels : 1;
    const [x, y] = event.shiftKey ? [event.deltaY, event.deltaX] : [event.deltaX, event.deltaY];
    if (event.ctrlKey || event.metaKey) zoom(2 ** ((-event.deltaY * unit) / wheelPerDouble), inScreen(event));
    // Where nothing is above or below, a plain wheel moves in time.
    else if (!pan(-x * unit, -y * unit) && !(x === 0 && pan(-y * unit, 0))) return;
    event.preventDefault();
  };
  const controller = new AbortController();
  const { signal } = controller;
  screen.addEventListener("pointerdown", down, { signal });
  screen.addEventListener("pointermove", move, { signal });
  screen.addEventListener("pointerup", up, { signal });
  screen.addEventListener("pointercancel", up, { signal });
  screen.addEventListener("click", click, { signal, capture: true });
  screen.addEventListener("wheel", wheel, { signal, passive: false });
  return () => controller.abort();
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function between(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
