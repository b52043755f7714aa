"use client";
import { DataTable } from "#components/ui/data-table";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { artifactHref, versionLabel, workloadHref } from "#lib/client/registry-view";
import { roleLabel } from "#lib/client/role-words";
import { importanceLook, replicaWords, type WorkloadRow } from "#lib/client/workload-words";
import { RunStatus } from "./run-status";
import { TimeLeft } from "./time-left";

export function WorkloadTable({ workloads }: { workloads: readonly WorkloadRow[] }) {
  return (
    <DataTable
      caption="Workloads"
      tall
      rows={workloads}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Workload", cell: NameCell, share: 2, narrow: "title" },
        { id: "status", head: "Status", cell: StatusCell, share: 1.3 },
        { id: "artifact", head: "Artifact", cell: ArtifactCell, share: 1.6 },
        { id: "replicas", head: "Ready", cell: replicaWords, share: 0.6, narrow: "labelled" },
        { id: "importance", head: "Importance", cell: ImportanceCell, share: 0.8 },
        { id: "left", head: "Time left", cell: LeftCell, share: 0.8, narrow: "labelled" },
        {
          id: "role",
          head: "My role",
          cell: ({ myRole }) => <span className="text-ink-2">{roleLabel(myRole)}</span>,
          share: 0.9,
          narrow: "hidden",
        },
        { id: "updated", head: "Updated", cell: UpdatedCell, align: "end", share: 0.8 },
      ]}
    />
  );
}

function NameCell({ id, name, description }: WorkloadRow) {
  return (
    <>
      <Link href={workloadHref(id)} className="block truncate font-medium hover:underline">
        {name}
      </Link>
      <span className="block truncate text-sm text-ink-3">{description || <code>{id}</code>}</span>
    </>
  );
}

function StatusCell({ status, statusReason }: WorkloadRow) {
  return (
    <>
      <RunStatus status={status} />
      {statusReason && (
        <span className="block truncate text-sm text-ink-3" title={statusReason}>
          {statusReason}
        </span>
      )}
    </>
  );
}

function ArtifactCell({ artifact }: WorkloadRow) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <Link href={artifactHref(artifact.id)} className="min-w-0 truncate hover:underline">
        {artifact.name}
      </Link>
      <Status kind={artifact.status} className="shrink-0">
        {versionLabel(artifact)}
      </Status>
    </span>
  );
}

function ImportanceCell({ importance }: WorkloadRow) {
  return <span className={importanceLook[importance]}>{importance}</span>;
}

function LeftCell({ expiresAt }: WorkloadRow) {
  return expiresAt ? <TimeLeft expiresAt={expiresAt} /> : <span className="text-ink-3">no limit</span>;
}

function UpdatedCell({ updatedAt }: WorkloadRow) {
  return (
    <span className="text-ink-3">
      <RelativeTime date={updatedAt} />
    </span>
  );
}
