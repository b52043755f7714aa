/** Of one row, in pixels; `h-5` in the look of a line. */
export const rowHeight = 20;
/** Browsers draw nothing beyond some 17 (Firefox) to 33 (Chromium) million pixels: longer logs are scrolled faster. */
const tallest = 15_000_000;

export interface LogSpace {
  /** Of what is scrolled, in pixels. */
  height: number;
  /** The row at the top, as a fraction, when it is scrolled to `top` pixels. */
  rowAt: (top: number) => number;
  /** Where to scroll to, so that the row is at the top. */
  topOf: (row: number) => number;
}

/** How rows lie in what is scrolled. `tail` is room after the last row, so that it can come to the top. */
export function measureSpace(rows: number, viewHeight: number, tail = 0): LogSpace {
  const full = rows * rowHeight + tail;
  const height = Math.min(full, tallest);
  const [range, scrolled] = [Math.max(0, full - viewHeight), Math.max(0, height - viewHeight)];
  const factor = scrolled === 0 ? 1 : range / scrolled;
  return {
    height,
    rowAt: (top) => Math.min(range, Math.max(0, top) * factor) / rowHeight,
    topOf: (row) => Math.min(scrolled, Math.max(0, row * rowHeight) / factor),
  };
}
