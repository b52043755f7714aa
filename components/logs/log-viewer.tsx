"use client";
import { type ReactNode, useRef, useState, useSyncExternalStore } from "react";
import { Button } from "#components/ui/button";
import { copyToClipboard } from "#lib/client/clipboard";
import type { LogLines } from "#lib/client/log-lines";
import { type LogSection, layRows, sectionOf } from "#lib/client/log-rows";
import { readLine } from "#lib/client/log-text";
import { notifyFailed } from "#lib/client/notify";
import { type PageAction, usePageActions } from "#lib/client/page-actions";
import { useLogScroll } from "#lib/client/use-log-scroll";
import type { LineMark } from "./log-line";
import { LogRowsView } from "./log-rows-view";
import { LogToolbar } from "./log-toolbar";
import { useLineRange } from "./use-line-range";
import { mostCopied, useLogSearch } from "./use-log-search";

interface LogViewerProps {
  /** What the log is of, for those who do not see what is around it. */
  label: string;
  log: LogLines;
  sections: readonly LogSection[];
  /** First lines of the sections that are folded at first. */
  folded: readonly number[];
  /** More will come. */
  live: boolean;
  /** The line it opens at; null: at its end. */
  start: number | null;
  firstError: number | null;
  marks: readonly LineMark[];
  downloadHref: string;
  /** More buttons. */
  actions?: ReactNode;
  /** At the end, while it is empty. */
  empty: string;
  /** Where there are several logs: whether this one has the keys. */
  hasKeys?: boolean;
  /** The URL names lines of another log. */
  unaddressed?: boolean;
}

/** A log of any length. Only what is in view is on the page; the rest is read when somebody goes there. */
export function LogViewer(props: LogViewerProps) {
  const { label, log, sections, live, firstError, marks, downloadHref, actions, empty } = props;
  const { hasKeys = true, unaddressed = false } = props;
  useSyncExternalStore(log.subscribe, log.version, log.version);
  const { total } = log;
  const [turned, setTurned] = useState<ReadonlySet<number>>(new Set());
  const [wrap, setWrap] = useState(false);
  const [follow, setFollow] = useState(live && props.start === null);
  const scroller = useRef<HTMLElement>(null);
  const field = useRef<HTMLInputElement>(null);

  const isFolded = (line: number) => props.folded.includes(line) !== turned.has(line);
  const rows = layRows(total, sections, isFolded);
  const startRow = rows.rowOf(props.start ?? total) - 8;
  const scroll = useLogScroll(scroller, rows, {
    startRow: Math.max(0, startRow),
    wrap,
    following: { on: follow && live, turn: (on) => setFollow(on && live) },
  });
  const topLine = () => rows.lineAt(Math.floor(scroll.firstRow));

  function turn(firstLine: number) {
    const next = new Set(turned);
    if (!next.delete(firstLine)) next.add(firstLine);
    setTurned(next);
  }
  function show(line: number) {
    const section = sectionOf(sections, line);
    const hidden = section && section.firstLine !== line && isFolded(section.firstLine);
    if (hidden) turn(section.firstLine);
    const open = hidden
      ? layRows(total, sections, (first) => first !== section.firstLine && isFolded(first))
      : rows;
    scroll.showRow(open.rowOf(line));
  }
  const { range, point, clear } = useLineRange(show, !unaddressed);
  const search = useLogSearch(log, { topLine, show });

  function pointBy(by: 1 | -1, extend: boolean) {
    const end = range ? (by > 0 ? range.to : range.from) : topLine();
    const line = Math.min(total, Math.max(1, range ? end + by : end));
    point(line, extend);
    show(line);
  }
  function showSection(by: 1 | -1) {
    const here = range?.from ?? topLine();
    const next =
      by > 0
        ? sections.find(({ firstLine }) => firstLine > here)
        : sections.findLast(({ firstLine }) => firstLine < here);
    if (!next) return;
    point(next.firstLine);
    show(next.firstLine);
  }
  async function copy() {
    if (!range) return;
    if (range.to - range.from >= mostCopied)
      return notifyFailed("Too many lines to copy", "Download the log instead");
    const lines = await log.read(range.from, Math.min(range.to, total));
    const plain = lines.map((line) =>
      readLine(line)
        .map(({ text }) => text)
        .join(""),
    );
    await copyToClipboard(plain.join("\n"), lines.length === 1 ? "line" : `${lines.length} lines`);
  }
  const goToEnd = () => (live ? setFollow(true) : show(total));
  const keyActions: PageAction[] = [
    { label: "Search the log", keys: ["/"], run: () => field.current?.select() },
    { label: "Next match", keys: ["n"], run: () => search.step(1) },
    { label: "Match before", keys: ["N"], run: () => search.step(-1) },
    ...(firstError === null ? [] : [{ label: "First error", keys: ["e"], run: () => show(firstError) }]),
    { label: "Next step of the log", keys: ["]"], run: () => showSection(1) },
    { label: "Step of the log before", keys: ["["], run: () => showSection(-1) },
    { label: "Point at the next line", keys: ["j"], run: () => pointBy(1, false) },
    { label: "Point at the line before", keys: ["k"], run: () => pointBy(-1, false) },
    { label: "Point at one line more", keys: ["J"], run: () => pointBy(1, true) },
    { label: "Fold or unfold the step", keys: ["z"], run: () => foldHere() },
    ...(range
      ? [
          { label: "Copy the lines pointed at", keys: ["c"], run: copy },
          { label: "Point at no line", keys: ["Escape"], run: clear },
        ]
      : []),
    { label: "Wrap long lines", keys: ["w"], run: () => setWrap(!wrap) },
    { label: live ? "Follow the log" : "End of the log", keys: ["End"], run: goToEnd },
    { label: "Beginning of the log", keys: ["Home"], run: () => show(1) },
  ];
  usePageActions(hasKeys ? keyActions : []);
  function foldHere() {
    const section = sectionOf(sections, range?.from ?? topLine()) ?? sections[0];
    if (section) turn(section.firstLine);
  }
  return (
    <section aria-label={label} className="min-w-0 rounded-lg border border-line bg-surface">
      <LogToolbar
        search={search}
        field={field}
        onFirstError={firstError === null ? null : () => show(firstError)}
        wrap={wrap}
        onWrap={() => setWrap(!wrap)}
        follow={live ? follow : null}
        onFollow={() => setFollow(!follow)}
        downloadHref={downloadHref}
      >
        {range && (
          <Button variant="plain" onClick={copy}>
            Copy {range.from === range.to ? "the line" : `${range.to - range.from + 1} lines`}
          </Button>
        )}
        {actions}
      </LogToolbar>
      <LogRowsView
        scroller={scroller}
        label={label}
        log={log}
        rows={rows}
        scroll={scroll}
        atEnd={follow && live}
        sections={sections}
        isFolded={isFolded}
        range={range}
        search={search}
        marks={marks}
        wrap={wrap}
        onPoint={point}
        onFold={turn}
        empty={empty}
      />
    </section>
  );
}
