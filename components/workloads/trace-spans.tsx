import { StatusIcon } from "#components/ui/status";
import { nanosecondWords, type TraceBar, traceBars } from "#lib/client/trace-bars";
import type { TraceSpan } from "#lib/domain/traces";

/** How one trace went: what began when, took how long, and ended how. */
export function TraceSpans({ spans }: { spans: readonly TraceSpan[] }) {
  return (
    <ol aria-label="Spans" className="rounded-lg border border-line bg-surface">
      {traceBars(spans).map((bar) => (
        <SpanItem key={bar.span.spanId} bar={bar} />
      ))}
    </ol>
  );
}

function SpanItem({ bar: { span, depth, left, width } }: { bar: TraceBar }) {
  const failed = span.statusCode === "ERROR";
  return (
    <li className="grid gap-x-3.5 gap-y-1.5 border-b border-line px-3.5 py-2.5 last:border-b-0 md:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
      <div className="min-w-0" style={{ paddingLeft: `${Math.min(depth, 4) * 16}px` }}>
        <p className="flex items-start gap-2">
          <StatusIcon kind={failed ? "bad" : "ok"} className="mt-[calc((1lh-14px)/2)] shrink-0" />
          <span className="font-medium [overflow-wrap:anywhere]">{span.name}</span>
          <span className="sr-only">{failed ? "failed" : "went well"}</span>
          <span className="ml-auto whitespace-nowrap text-ink-2">{nanosecondWords(span.duration)}</span>
        </p>
        {span.statusMessage && (
          <p className="pl-[22px] text-bad [overflow-wrap:anywhere]">{span.statusMessage}</p>
        )}
      </div>
      <div className="min-w-0">
        <div aria-hidden="true" className="flex h-[1lh] items-center">
          <span className="h-1.5 w-full rounded-full bg-sunken">
            <span
              className={`block h-full min-w-0.5 rounded-full ${failed ? "bg-bad" : "bg-accent"}`}
              style={{ marginLeft: `${100 * left}%`, width: `${100 * width}%` }}
            />
          </span>
        </div>
        <p className="flex flex-wrap gap-x-3 text-sm text-ink-3">
          {Object.entries(span.attributes).map(([name, value]) => (
            <span key={name} className="[overflow-wrap:anywhere]">
              {name} <code>{value}</code>
            </span>
          ))}
        </p>
      </div>
    </li>
  );
}
