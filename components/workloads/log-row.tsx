"use client";
import { memo } from "react";
import { cn } from "#lib/client/class-names";
import type { FollowedLine } from "#lib/client/followed-log";
import { markFound, readLine } from "#lib/client/log-text";

const levels: Record<string, { word: string; look: string }> = {
  debug: { word: "debug", look: "text-ink-3" },
  info: { word: "info", look: "text-ink-3" },
  warning: { word: "warn", look: "text-warn" },
  error: { word: "error", look: "text-bad" },
  critical: { word: "crit", look: "text-bad font-semibold" },
};

interface LogRowProps {
  line: FollowedLine;
  /** Where there are several, which one wrote it. */
  withContainer: boolean;
  search: string;
}

export const LogRow = memo(function LogRow({ line, withContainer, search }: LogRowProps) {
  const { time, level, message, container, replicaId } = line;
  const { word, look } = levels[level] ?? { word: level, look: "text-ink-3" };
  return (
    <div data-line={line.number} className="flex h-5 min-w-full gap-3 px-3.5 leading-5">
      <time dateTime={time} title={time} className="mono shrink-0 leading-5 text-ink-3">
        {time.slice(11, 23)}
      </time>
      <span className={cn("mono w-[5ch] shrink-0 leading-5", look)}>{word}</span>
      {withContainer && (
        <span className="mono shrink-0 leading-5 text-ink-3" title={`replica ${replicaId}`}>
          {container}
        </span>
      )}
      <code className="leading-5 whitespace-pre">
        {markFound(readLine(message), search).map(({ at, text, look: colour, found }) =>
          found ? (
            <mark key={at} className="bg-warn-soft text-ink outline outline-warn">
              {text}
            </mark>
          ) : (
            <span key={at} className={colour || undefined}>
              {text}
            </span>
          ),
        )}
      </code>
    </div>
  );
});
