"use client";
import { CopyText } from "#components/ui/copy-text";
import { DataTable } from "#components/ui/data-table";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { Status, StatusIcon } from "#components/ui/status";
import { artifactHref, shortDigest, versionLabel, workloadHref } from "#lib/client/registry-view";
import { runStatusKind } from "#lib/client/run-status-kind";
import type { WorkloadUse } from "#lib/client/workload-words";
import type { ArtifactSummary } from "#lib/domain/records";

export type VersionRow = Omit<ArtifactSummary, "roles">;

interface VersionTableProps {
  artifacts: readonly VersionRow[];
  /** What the artifacts here were cloned from. */
  parents: readonly { id: string; name: string; version: number | null }[];
  /** Versions whose content has the digest of one of the rows, oldest first. */
  equalVersions: readonly { id: string; version: number; specDigest: string }[];
  /** What runs them. */
  uses: readonly WorkloadUse[];
}

export function VersionTable({ artifacts, parents, equalVersions, uses }: VersionTableProps) {
  return (
    <DataTable
      caption="Versions and drafts"
      tall
      rows={artifacts}
      rowKey={({ id }) => id}
      columns={[
        { id: "version", head: "Version", cell: StatusCell, share: 0.7 },
        { id: "name", head: "Name", cell: NameCell, share: 2, narrow: "title" },
        { id: "by", head: "By", cell: (row) => <OriginCell row={row} parents={parents} />, share: 1.3 },
        {
          id: "digest",
          head: "Spec digest",
          cell: (row) => <DigestCell row={row} equalVersions={equalVersions} />,
          share: 1.3,
        },
        { id: "runs", head: "Runs as", cell: (row) => <UseCell row={row} uses={uses} />, share: 1.3 },
        {
          id: "when",
          head: "When",
          cell: ({ lockedAt, updatedAt }) => (
            <span className="text-ink-3">
              <RelativeTime date={lockedAt ?? updatedAt} />
            </span>
          ),
          align: "end",
          share: 0.8,
        },
      ]}
    />
  );
}

function StatusCell(artifact: VersionRow) {
  return <Status kind={artifact.status}>{versionLabel(artifact)}</Status>;
}

function NameCell({ id, name, description, lockReason }: VersionRow) {
  return (
    <>
      <Link href={artifactHref(id)} className="block truncate font-medium hover:underline">
        {name}
      </Link>
      <span className="block truncate text-sm text-ink-3">{lockReason ?? description}</span>
    </>
  );
}

function OriginCell({ row, parents }: { row: VersionRow; parents: VersionTableProps["parents"] }) {
  const parent = parents.find(({ id }) => id === row.parentId);
  return (
    <>
      <span className="block truncate text-ink-2" title={row.creator.email}>
        {row.creator.name}
      </span>
      {parent && (
        <Link href={artifactHref(parent.id)} className="block truncate text-sm text-ink-3 hover:underline">
          from {parent.version === null ? `draft ${parent.name}` : `v${parent.version}`}
        </Link>
      )}
    </>
  );
}

function UseCell({ row, uses }: { row: VersionRow; uses: VersionTableProps["uses"] }) {
  const own = uses.filter(({ artifactId }) => artifactId === row.id);
  const [first] = own;
  if (!first) return <span className="text-ink-3 max-md:hidden">—</span>;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <StatusIcon kind={runStatusKind(first.status)} className="shrink-0" />
      <Link href={workloadHref(first.id)} title={first.status} className="min-w-0 truncate hover:underline">
        {first.name}
        <span className="sr-only">, {first.status}</span>
      </Link>
      {own.length > 1 && <span className="shrink-0 text-sm text-ink-3">+{own.length - 1}</span>}
    </span>
  );
}

function DigestCell({
  row,
  equalVersions,
}: {
  row: VersionRow;
  equalVersions: VersionTableProps["equalVersions"];
}) {
  if (row.specDigest === null) return <span className="text-ink-3 max-md:hidden">—</span>;
  const twin = equalVersions.find(({ id, specDigest }) => specDigest === row.specDigest && id !== row.id);
  return (
    <>
      <CopyText
        text={row.specDigest}
        shown={shortDigest(row.specDigest)}
        label="digest"
        className="text-ink-2"
      />
      {twin && (
        <Link href={artifactHref(twin.id)} className="block text-sm text-ink-3 hover:underline">
          same content as v{twin.version}
        </Link>
      )}
    </>
  );
}
