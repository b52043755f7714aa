"use client";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "#components/ui/button";
import type { FollowedLog } from "#lib/client/followed-log";
import { layRows } from "#lib/client/log-rows";
import { rowHeight } from "#lib/client/log-scroll";
import { usePageActions } from "#lib/client/page-actions";
import { useLogScroll } from "#lib/client/use-log-scroll";
import { countWords } from "#lib/domain/count-words";
import { LogRow } from "./log-row";

interface LogRowsProps {
  log: FollowedLog;
  withContainer: boolean;
  search: string;
  empty: string;
}

/** So near to the beginning, what is before it is read. */
const nearBeginning = 60;
const noFold = () => false;
/** It scrolls by the keyboard, and nothing in it takes the focus. */
const focusable = { tabIndex: 0 };

/** A log that grows. Only the rows in view are on the page, so that fifty thousand cost no more than fifty. */
export function LogRows({ log, withContainer, search, empty }: LogRowsProps) {
  const [follow, setFollow] = useState(true);
  const scroller = useRef<HTMLElement>(null);
  useSyncExternalStore((changed) => log.subscribe(changed), log.version, log.version);
  const rows = layRows(log.count, [], noFold);
  const following = { on: follow, turn: setFollow };
  const scroll = useLogScroll(scroller, rows, { startRow: log.count, wrap: false, following });
  const { firstRow, space, viewHeight, onScroll, shiftBy } = scroll;
  const shift = useRef(shiftBy);
  // Older lines push down what is seen; the log says by how much, outside React.
  useEffect(() => {
    shift.current = shiftBy;
  });
  useEffect(() => log.subscribe((by) => by !== 0 && shift.current(by)), [log]);
  const isNear = firstRow < nearBeginning && log.hasOlder && !follow;
  // Lines come from the server. A lost request is made again with the next movement.
  useEffect(() => {
    if (isNear) void log.wantOlder().catch(() => undefined);
  }, [isNear, log]);
  usePageActions([
    { label: "Follow the log", keys: ["End"], run: () => setFollow(true) },
    { label: "Beginning of what is read", keys: ["Home"], run: () => scroll.showRow(0) },
  ]);
  const first = Math.floor(firstRow);
  const count = Math.min(rows.count, first + Math.ceil(viewHeight / rowHeight) + 1) - first;
  const shown = Array.from({ length: Math.max(0, count) }, (_, index) => log.at(first + index));
  return (
    <>
      <section
        ref={scroller}
        aria-label="Lines of the log"
        {...focusable}
        onScroll={onScroll}
        className="relative h-[max(20rem,calc(100dvh-24rem))] overflow-auto"
      >
        {log.count === 0 && <p className="px-3.5 py-2 text-ink-3">{empty}</p>}
        <div style={{ height: space.height }} className="w-max min-w-full">
          <div
            style={{ height: Math.min(viewHeight, space.height) }}
            className="sticky top-0 overflow-y-clip"
          >
            <div style={{ transform: `translateY(${(first - firstRow) * rowHeight}px)` }}>
              {shown.map(
                (line) =>
                  line && (
                    <LogRow key={line.number} line={line} withContainer={withContainer} search={search} />
                  ),
              )}
            </div>
          </div>
        </div>
      </section>
      <footer className="flex min-h-10 items-center gap-3 border-t border-line px-3.5 py-1 text-sm text-ink-3">
        <span>
          {countWords(log.count)} lines at hand{log.hasOlder && ", older ones as you scroll up"}
        </span>
        <Button
          variant="plain"
          aria-pressed={follow}
          onClick={() => setFollow(!follow)}
          className="ml-auto aria-pressed:bg-accent-soft aria-pressed:text-ink"
        >
          Follow
        </Button>
      </footer>
    </>
  );
}
