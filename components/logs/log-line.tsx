"use client";
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { cn } from "#lib/client/class-names";
import type { LogSection } from "#lib/client/log-rows";
import { markFound, readLine } from "#lib/client/log-text";

export interface LineMark {
  line: number;
  tone: "bad" | "warn";
  /** What a screen reader and the title of the row say of it. */
  label: string;
}

interface LogLineProps {
  line: number;
  /** Undefined while it is on its way. */
  text: string | undefined;
  section: LogSection | undefined;
  folded: boolean;
  pointed: boolean;
  current: boolean;
  mark: LineMark | undefined;
  search: string;
  wrap: boolean;
  /** Of the highest number there is. */
  digits: number;
  onPoint: (line: number, extend: boolean) => void;
  onFold: (firstLine: number) => void;
}

const tones = { bad: "bg-bad-soft", warn: "bg-warn-soft" };

export const LogLine = memo(function LogLine(props: LogLineProps) {
  const { line, text, section, folded, pointed, current, mark, search, wrap, digits, onPoint, onFold } =
    props;
  return (
    <div
      data-line={line}
      data-pointed={pointed || undefined}
      className={cn(
        "flex min-w-full gap-2 bg-surface px-3.5",
        wrap ? "min-h-5" : "h-5",
        mark && tones[mark.tone],
        (pointed || current) && "bg-accent-soft",
      )}
    >
      <a
        href={`#L${line}`}
        tabIndex={-1}
        aria-label={`Line ${line}`}
        onClick={(event) => {
          event.preventDefault();
          onPoint(line, event.shiftKey);
        }}
        style={{ width: `${digits}ch` }}
        className={cn(
          "mono flex shrink-0 select-none justify-end leading-5 no-underline hover:text-ink hover:underline",
          pointed ? "text-ink" : "text-ink-3",
        )}
      >
        {line}
      </a>
      <Fold section={section} folded={folded} onFold={onFold} />
      <code
        className={cn(
          "min-w-0 grow leading-5",
          wrap ? "whitespace-pre-wrap [overflow-wrap:anywhere]" : "whitespace-pre",
          section && "font-medium",
        )}
      >
        {text === undefined ? <span className="text-ink-3">…</span> : <Words text={text} search={search} />}
        {folded && section?.note && <span className="ml-3.5 font-normal text-ink-3">{section.note}</span>}
      </code>
      {mark && (
        <span className="sticky right-3.5 shrink-0 select-none bg-inherit pl-2 text-sm leading-5">
          {mark.label}
        </span>
      )}
      {section?.time && (
        <span className="sticky right-3.5 shrink-0 select-none bg-inherit pl-2 text-sm leading-5 text-ink-3">
          {section.time}
        </span>
      )}
    </div>
  );
});

function Words({ text, search }: { text: string; search: string }) {
  return markFound(readLine(text), search).map(({ at, text: words, look, found }) =>
    found ? (
      <mark key={at} className="bg-warn-soft text-ink outline outline-warn">
        {words}
      </mark>
    ) : (
      <span key={at} className={look || undefined}>
        {words}
      </span>
    ),
  );
}

function Fold({ section, folded, onFold }: Pick<LogLineProps, "section" | "folded" | "onFold">) {
  if (!section) return <span className="w-3.5 shrink-0" />;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-expanded={!folded}
      aria-label={section.title}
      onClick={() => onFold(section.firstLine)}
      className="inline-flex w-3.5 shrink-0 items-center justify-center text-ink-3 hover:text-ink [&_svg]:size-3.5"
    >
      {folded ? <ChevronRight aria-hidden /> : <ChevronDown aria-hidden />}
    </button>
  );
}
