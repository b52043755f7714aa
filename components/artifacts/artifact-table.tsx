"use client";
import { DataTable } from "#components/ui/data-table";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { writeTag } from "#lib/client/list-url";
import { artifactHref, type Viewed, versionLabel } from "#lib/client/registry-view";
import { roleLabel } from "#lib/client/role-words";
import type { ArtifactSummary } from "#lib/domain/records";

type ArtifactRow = Viewed<ArtifactSummary>;

export function ArtifactTable({ artifacts }: { artifacts: readonly ArtifactRow[] }) {
  return (
    <DataTable
      caption="Artifacts"
      tall
      rows={artifacts}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Artifact", cell: NameCell, share: 2.6, narrow: "title" },
        { id: "status", head: "Status", cell: StatusCell, share: 0.8 },
        {
          id: "type",
          head: "Type",
          cell: ({ type }) => <span className="text-ink-2">{type}</span>,
          share: 0.8,
        },
        { id: "by", head: "Created by", cell: CreatorCell },
        { id: "tags", head: "Tags", cell: TagCell, share: 1.3, narrow: "hidden" },
        {
          id: "role",
          head: "My role",
          cell: ({ myRole }) => <span className="text-ink-2">{roleLabel(myRole)}</span>,
          narrow: "hidden",
        },
        { id: "updated", head: "Updated", cell: UpdatedCell, align: "end" },
      ]}
    />
  );
}

function NameCell({ id, name, description }: ArtifactRow) {
  return (
    <>
      <Link href={artifactHref(id)} className="block truncate font-medium hover:underline">
        {name}
      </Link>
      <span className="block truncate text-sm text-ink-3">{description || <code>{id}</code>}</span>
    </>
  );
}

function StatusCell(artifact: ArtifactRow) {
  return <Status kind={artifact.status}>{versionLabel(artifact)}</Status>;
}

function CreatorCell({ creator }: ArtifactRow) {
  return (
    <span className="block truncate text-ink-2" title={creator.email}>
      {creator.name}
    </span>
  );
}

function TagCell({ tags }: ArtifactRow) {
  const [first, ...rest] = tags.map(writeTag);
  if (first === undefined) return null;
  return (
    <span className="flex gap-1.5 text-sm text-ink-2" title={[first, ...rest].join("\n")}>
      <span className="truncate">{first}</span>
      {rest.length > 0 && <span className="shrink-0 text-ink-3">+{rest.length}</span>}
    </span>
  );
}

function UpdatedCell({ updatedAt }: ArtifactRow) {
  return (
    <span className="text-ink-3">
      <RelativeTime date={updatedAt} />
    </span>
  );
}
