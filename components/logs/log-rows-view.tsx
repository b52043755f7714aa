"use client";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { cn } from "#lib/client/class-names";
import type { LogLines } from "#lib/client/log-lines";
import type { LineRange } from "#lib/client/log-range";
import type { LogRows, LogSection } from "#lib/client/log-rows";
import { rowHeight } from "#lib/client/log-scroll";
import type { useLogScroll } from "#lib/client/use-log-scroll";
import { type LineMark, LogLine } from "./log-line";
import type { LogSearch } from "./use-log-search";

interface LogRowsViewProps {
  scroller: RefObject<HTMLElement | null>;
  label: string;
  log: LogLines;
  rows: LogRows;
  scroll: ReturnType<typeof useLogScroll>;
  /** Followed: the last row is at the foot, however tall the ones above it are. */
  atEnd: boolean;
  sections: readonly LogSection[];
  isFolded: (firstLine: number) => boolean;
  range: LineRange | null;
  search: LogSearch;
  marks: readonly LineMark[];
  wrap: boolean;
  onPoint: (line: number, extend: boolean) => void;
  onFold: (firstLine: number) => void;
  empty: string;
}

/** It scrolls by the keyboard, and nothing in it takes the focus. */
const focusable = { tabIndex: 0 };

/**
 * The rows in view. They stand still in a window of their own while the browser scrolls an empty space of the log's
 * height behind them, so that no scrolling, however fast, shows a blank.
 */
export function LogRowsView(props: LogRowsViewProps) {
  const { scroller, label, log, rows, scroll, atEnd, wrap, empty } = props;
  const { firstRow, space, viewHeight, onScroll } = scroll;
  const first = Math.floor(firstRow);
  const last = Math.min(rows.count, first + Math.ceil(viewHeight / rowHeight) + 1);
  const lines = Array.from({ length: Math.max(0, last - first) }, (_, index) => rows.lineAt(first + index));
  const { onPoint, onFold } = useSteady(props);

  // Lines come from the server. A lost request is made again with the next movement.
  useEffect(() => {
    for (const [start, end] of contiguous(lines)) void log.want(start, end).catch(() => undefined);
  });

  return (
    <section
      ref={scroller}
      aria-label={`Lines of ${label}`}
      {...focusable}
      onScroll={onScroll}
      className="relative max-h-[max(20rem,calc(100dvh-19rem))] overflow-auto rounded-b-lg"
    >
      {rows.count === 0 && <p className="px-3.5 py-2 text-ink-3">{empty}</p>}
      <div style={{ height: space.height }} className={wrap ? "w-full" : "w-max min-w-full"}>
        <div
          style={{ height: Math.min(viewHeight, space.height) }}
          className={cn("sticky top-0 overflow-y-clip", atEnd && wrap && "flex flex-col justify-end")}
        >
          <div style={atEnd && wrap ? {} : { transform: `translateY(${(first - firstRow) * rowHeight}px)` }}>
            {lines.map((line) => (
              <Row key={line} {...props} line={line} onPoint={onPoint} onFold={onFold} />
            ))}
          </div>
        </div>
      </div>
    </section>
  );
}

function Row(props: LogRowsViewProps & { line: number }) {
  const { line, log, sections, isFolded, range, search, marks, wrap, onPoint, onFold } = props;
  const section = sections.find(({ firstLine }) => firstLine === line);
  return (
    <LogLine
      line={line}
      text={log.get(line)}
      section={section}
      folded={section !== undefined && isFolded(line)}
      pointed={range !== null && line >= range.from && line <= range.to}
      current={search.line === line}
      mark={marks.find((mark) => mark.line === line)}
      search={search.text.trim() === "" ? "" : search.text}
      wrap={wrap}
      digits={Math.max(3, String(log.total).length)}
      onPoint={onPoint}
      onFold={onFold}
    />
  );
}

/** The same functions for as long as the log is shown, so that lines that stay are not drawn again. */
function useSteady({ onPoint, onFold }: Pick<LogRowsViewProps, "onPoint" | "onFold">) {
  const latest = useRef({ onPoint, onFold });
  // What the lines call later is outside this rendering.
  useEffect(() => {
    latest.current = { onPoint, onFold };
  });
  return {
    onPoint: useCallback((line: number, extend: boolean) => latest.current.onPoint(line, extend), []),
    onFold: useCallback((line: number) => latest.current.onFold(line), []),
  };
}

/** Neighbours together: what lies folded between others is not asked for. */
function contiguous(lines: readonly number[]): [number, number][] {
  const stretches: [number, number][] = [];
  for (const line of lines) {
    const last = stretches.at(-1);
    if (last && line === last[1] + 1) last[1] = line;
    else stretches.push([line, line]);
  }
  return stretches;
}
