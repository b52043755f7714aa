import {
  type Box,
  clampView,
  contains,
  endView,
  fitView,
  type GraphView,
  type Point,
  panBy,
  pointAt,
  reveal,
  type Size,
  verticalScale,
  visibleBox,
  zoomAt,
} from "./graph-view";
import { attachGestures } from "./pan-zoom";

/** The part of the drawing that is in the document, and the scale it was made for. */
export interface DrawnPart {
  box: Box;
  scale: number;
}

/** How much more than the screen is drawn on either side, in screens. */
const overscan = 1;
/** The same while nothing moves: words beside a mark, no more, for nobody waits for what is not seen. */
const stillOverscan = 0.15;
const settleMs = 140;
const revealMargin = { x: 150, y: 56 };

/**
 * Moves a drawing about. Between two redraws only the transform of its layer changes, with React asleep: a frame costs
 * the same for 5 nodes as for 500. A redraw comes when the edge of what is drawn comes near, and when zooming ends.
 */
export class GraphCamera {
  private view: GraphView | null = null;
  private box: Box = { left: 0, right: 1, top: 0, bottom: 1 };
  private size: Size = { width: 0, height: 0 };
  private part: DrawnPart | null = null;
  private layer: HTMLElement | null = null;
  private settling: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  /** `wanted` is on the screen from the beginning, and stays there when the screen changes its size. */
  constructor(private wanted: Point | null) {}

  // For React these are functions on their own.
  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };
  readonly drawnPart = () => this.part;
  readonly setLayer = (layer: HTMLElement | null) => {
    this.layer = layer;
    this.place();
  };

  /** Follows the size of the screen and what hands do on it, until the returned function is called. */
  attach(screen: HTMLElement, extent: Box): () => void {
    this.box = extent;
    const observer = new ResizeObserver(() =>
      this.resize({ width: screen.clientWidth, height: screen.clientHeight }),
    );
    observer.observe(screen);
    const detach = attachGestures(screen, {
      pan: (byX, byY) => this.pan(byX, byY),
      zoom: (factor, at) => this.zoom(factor, at),
    });
    return () => {
      observer.disconnect();
      detach();
      clearTimeout(this.settling);
    };
  }

  /** False at the end of the drawing. */
  pan(byX: number, byY: number): boolean {
    if (!this.view) return false;
    this.wanted = null;
    return this.show(panBy(this.view, { x: byX, y: byY }, this.box, this.size));
  }

  /** Around a point of the screen, its middle unless given. */
  zoom(factor: number, at: Point = { x: this.size.width / 2, y: this.size.height / 2 }): void {
    if (this.view) this.show(zoomAt(this.view, factor, at, this.box, this.size));
  }

  actualSize(): void {
    if (this.view) this.zoom(1 / this.view.scale);
  }

  fit(): void {
    this.wanted = null;
    this.show(fitView(this.box, this.size));
  }

  reveal(point: Point): void {
    this.wanted = point;
    if (this.view) this.show(reveal(this.view, point, revealMargin, this.box, this.size));
  }

  /** The point of the drawing that shows at a point of the screen, and the scale there. */
  pointAt(at: Point): (Point & { scale: number }) | null {
    return this.view && { ...pointAt(this.view, at), scale: this.view.scale };
  }

  private resize(size: Size): void {
    this.size = size;
    if (size.width === 0) return;
    this.view = this.view ? clampView(this.view, this.box, size) : endView(this.box, size);
    if (this.wanted) this.view = reveal(this.view, this.wanted, revealMargin, this.box, size);
    this.redraw(this.view, stillOverscan);
    this.place();
  }

  private show(view: GraphView): boolean {
    const { x, y, scale } = this.view ?? {};
    this.view = view;
    // Past half of what is drawn beside the screen there is still time to draw on before its edge shows.
    const needed = visibleBox(view, this.size, overscan / 2);
    if (!this.part || !contains(this.part.box, needed)) this.redraw(view);
    this.place();
    clearTimeout(this.settling);
    if (view.scale !== this.part?.scale) {
      this.settling = setTimeout(() => {
        this.redraw(view);
        this.place();
      }, settleMs);
    }
    return x !== view.x || y !== view.y || scale !== view.scale;
  }

  private redraw(view: GraphView, around = overscan): void {
    this.part = { box: visibleBox(view, this.size, around), scale: view.scale };
    for (const listener of this.listeners) listener();
  }

  private place(): void {
    if (!this.layer || !this.view || !this.part) return;
    const { x, y, scale } = this.view;
    const down = verticalScale(scale) / verticalScale(this.part.scale);
    this.layer.style.transform = `translate(${x}px, ${y}px) scale(${scale / this.part.scale}, ${down})`;
  }
}
