"use client";
import { LinkButton } from "#components/ui/button";
import { DataTable } from "#components/ui/data-table";
import { DisabledButton } from "#components/ui/disabled-button";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { artifactHref, workloadHref } from "#lib/client/registry-view";
import { type HistoryRow, replacementKindWords, replacementStatusWords } from "#lib/client/workload-words";

interface HistoryTableProps {
  workloadId: string;
  rows: readonly HistoryRow[];
}

/** What was live when, by whom, and the way back to it. */
export function HistoryTable({ workloadId, rows }: HistoryTableProps) {
  return (
    <DataTable
      caption="History"
      tall
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { id: "artifact", head: "What ran", cell: ArtifactCell, share: 1.8, narrow: "title" },
        { id: "kind", head: "How", cell: ({ kind }) => replacementKindWords[kind], share: 1 },
        { id: "status", head: "Outcome", cell: StatusCell, share: 1.6 },
        { id: "live", head: "Live", cell: LiveCell, share: 1.6 },
        { id: "by", head: "By", cell: PersonCell, share: 1.1 },
        {
          id: "back",
          head: "Back to it",
          cell: (row) => <BackCell workloadId={workloadId} row={row} />,
          align: "end",
          share: 1,
        },
      ]}
    />
  );
}

function ArtifactCell({ artifact }: HistoryRow) {
  if (artifact === null) return <span className="text-ink-3">not there any more</span>;
  return (
    <Link href={artifactHref(artifact.id)} className="block truncate font-medium hover:underline">
      {artifact.label}
    </Link>
  );
}

function StatusCell({ status, message }: HistoryRow) {
  const { kind, words } = replacementStatusWords[status];
  return (
    <>
      <Status kind={kind}>{words}</Status>
      {message && (
        <span className="block truncate text-sm text-ink-3" title={message}>
          {message}
        </span>
      )}
    </>
  );
}

function LiveCell({ deployedAt, retiredAt }: HistoryRow) {
  if (deployedAt === null) return <span className="text-ink-3">never</span>;
  return (
    <span className="text-ink-2">
      from <RelativeTime date={deployedAt} />{" "}
      {retiredAt ? (
        <>
          to <RelativeTime date={retiredAt} />
        </>
      ) : (
        "on"
      )}
    </span>
  );
}

function PersonCell({ user }: HistoryRow) {
  return (
    <span className="block truncate text-ink-2" title={user?.email}>
      {user?.name ?? "—"}
    </span>
  );
}

function BackCell({ workloadId, row }: { workloadId: string; row: HistoryRow }) {
  const { artifact, deployedAt, noRollback } = row;
  if (artifact === null || deployedAt === null) return null;
  if (noRollback !== null)
    return (
      <DisabledButton type="button" className="text-sm text-ink-3" reason={noRollback}>
        Roll back
      </DisabledButton>
    );
  return (
    <LinkButton
      href={`${workloadHref(workloadId)}/replace?with=${artifact.id}`}
      aria-label={`Roll back to ${artifact.label}`}
    >
      Roll back…
    </LinkButton>
  );
}
