"use client";
import { DataTable } from "#components/ui/data-table";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { writeTag } from "#lib/client/list-url";
import { repositoryHref, runningHref, type Viewed } from "#lib/client/registry-view";
import { roleLabel } from "#lib/client/role-words";
import type { RepositoryRecord } from "#lib/domain/records";

export type RepositoryRow = Viewed<RepositoryRecord> & {
  /** Workloads that run something of it. */
  running: number;
};

export function RepositoryTable({ repositories }: { repositories: readonly RepositoryRow[] }) {
  return (
    <DataTable
      caption="Artifact repositories"
      tall
      rows={repositories}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Repository", cell: NameCell, share: 2.6, narrow: "title" },
        {
          id: "type",
          head: "Type",
          cell: ({ type }) => <span className="text-ink-2">{type}</span>,
          share: 0.8,
        },
        { id: "version", head: "Latest locked", cell: VersionCell },
        {
          id: "drafts",
          head: "Drafts",
          cell: ({ numDrafts }) => numDrafts,
          align: "end",
          share: 0.6,
          narrow: "labelled",
        },
        {
          id: "running",
          head: "Running",
          cell: RunningCell,
          align: "end",
          share: 0.7,
          narrow: "labelled",
        },
        { id: "tags", head: "Tags", cell: TagCell, share: 1.5, narrow: "hidden" },
        {
          id: "role",
          head: "My role",
          cell: ({ myRole }) => <span className="text-ink-2">{roleLabel(myRole)}</span>,
          narrow: "hidden",
        },
        {
          id: "updated",
          head: "Updated",
          cell: ({ updatedAt }) => (
            <span className="text-ink-3">
              <RelativeTime date={updatedAt} />
            </span>
          ),
          align: "end",
        },
      ]}
    />
  );
}

function NameCell({ id, name, description }: RepositoryRow) {
  return (
    <>
      <Link href={repositoryHref(id)} className="block truncate font-medium hover:underline">
        {name}
      </Link>
      <span className="block truncate text-sm text-ink-3">{description || <code>{id}</code>}</span>
    </>
  );
}

function VersionCell({ lastVersionNumber }: RepositoryRow) {
  if (lastVersionNumber === 0) return <span className="text-ink-3">not yet</span>;
  return <Status kind="locked">v{lastVersionNumber}</Status>;
}

function RunningCell({ id, name, running }: RepositoryRow) {
  if (running === 0) return <span className="text-ink-3">0</span>;
  return (
    <Link
      href={runningHref(id)}
      aria-label={`${running} running of ${name}`}
      className="text-ok underline-offset-2 hover:underline"
    >
      {running}
    </Link>
  );
}

function TagCell({ tags }: RepositoryRow) {
  const [first, ...rest] = tags.map(writeTag);
  if (first === undefined) return null;
  return (
    <span className="flex gap-1.5 text-sm text-ink-2" title={[first, ...rest].join("\n")}>
      <span className="truncate">{first}</span>
      {rest.length > 0 && <span className="shrink-0 text-ink-3">+{rest.length}</span>}
    </span>
  );
}
