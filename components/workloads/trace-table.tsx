"use client";
import { DataTable } from "#components/ui/data-table";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { workloadHref } from "#lib/client/registry-view";
import { nanosecondWords } from "#lib/client/trace-bars";
import type { TraceSummary } from "#lib/domain/traces";

/** Requests that were recorded, newest first. */
export function TraceTable({ workloadId, rows }: { workloadId: string; rows: readonly TraceSummary[] }) {
  return (
    <DataTable
      caption="Traces"
      rows={rows}
      rowKey={({ traceId }) => traceId}
      columns={[
        {
          id: "request",
          head: "Request",
          cell: ({ traceId, rootSpanName }) => (
            <Link
              href={`${workloadHref(workloadId)}/traces/${traceId}`}
              className="block truncate font-medium hover:underline"
            >
              {rootSpanName}
            </Link>
          ),
          ...{ share: 2.4, narrow: "title" },
        },
        { id: "outcome", head: "Outcome", cell: OutcomeCell },
        { id: "spans", head: "Spans", cell: ({ spansCount }) => spansCount, share: 0.6, narrow: "labelled" },
        {
          id: "duration",
          head: "Took",
          cell: ({ duration }) => nanosecondWords(duration),
          ...{ share: 0.8, align: "end" },
        },
        {
          id: "time",
          head: "Began",
          cell: ({ timestamp }) => <RelativeTime date={timestamp} />,
          align: "end",
        },
      ]}
    />
  );
}

function OutcomeCell({ errorSpansCount }: TraceSummary) {
  return errorSpansCount === 0 ? (
    <Status kind="ok">answered</Status>
  ) : (
    <Status kind="bad">with errors</Status>
  );
}
