import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { LogRows } from "./log-rows";
import { type LogSpace, measureSpace, rowHeight } from "./log-scroll";

interface LogScroll {
  /** The row at the top, as a fraction. */
  firstRow: number;
  space: LogSpace;
  viewHeight: number;
  onScroll: () => void;
  /** Brings a row into the upper third of what is seen. */
  showRow: (row: number) => void;
  /** Rows came, or went, above: what is seen stays where it is. */
  shiftBy: (rows: number) => void;
}

interface Following {
  on: boolean;
  turn: (on: boolean) => void;
}

/** Before the height is known: about a screen. */
const usualHeight = 560;

/** Where a log is scrolled to. Whoever follows stays at the end, until they scroll up. */
export function useLogScroll(
  scroller: RefObject<HTMLElement | null>,
  rows: LogRows,
  { startRow, wrap, following }: { startRow: number; wrap: boolean; following: Following },
): LogScroll {
  const [viewHeight, setViewHeight] = useState(usualHeight);
  const [row, setRow] = useState(startRow);
  const lastTop = useRef(0);
  const space = measureSpace(rows.count, viewHeight, wrap ? viewHeight - rowHeight : 0);
  const lastRow = Math.max(0, rows.count - viewHeight / rowHeight);
  const firstRow = following.on ? lastRow : Math.min(row, wrap ? rows.count - 1 : lastRow);

  // The height of the element is the browser's.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setViewHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);

  // The scroll bar is the browser's too: it is put where the rows are when the log grows, is folded, or is followed.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const top = space.topOf(firstRow);
    if (Math.abs(element.scrollTop - top) > 1) element.scrollTop = top;
    lastTop.current = element.scrollTop;
  });

  function onScroll() {
    const top = scroller.current?.scrollTop ?? 0;
    const isUp = top < lastTop.current - 1;
    const isAtEnd = space.rowAt(top) >= lastRow - 0.5;
    // Put there by the effect above.
    if (Math.abs(top - lastTop.current) <= 1) return;
    lastTop.current = top;
    if (isUp && following.on) following.turn(false);
    else if (isAtEnd && !isUp) following.turn(true);
    setRow(space.rowAt(top));
  }
  function showRow(wanted: number) {
    const target = Math.max(0, wanted - Math.floor(viewHeight / rowHeight / 3));
    following.turn(false);
    setRow(target);
  }
  const shiftBy = (by: number) => setRow((before) => Math.max(0, before + by));
  return { firstRow, space, viewHeight, onScroll, showRow, shiftBy };
}
