import { CopyText } from "#components/ui/copy-text";
import { DataTable } from "#components/ui/data-table";
import { RelativeTime } from "#components/ui/relative-time";
import { countWords } from "#lib/domain/count-words";
import type { OrganizationRecord } from "#lib/domain/organizations";

export function OrganizationTable({ organizations }: { organizations: readonly OrganizationRecord[] }) {
  return (
    <DataTable
      caption="Organizations"
      rows={organizations}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Organization", cell: NameCell, share: 2, narrow: "title" },
        { id: "id", head: "Id", cell: ({ id }) => <CopyText text={id} label="id" />, share: 1.6 },
        {
          id: "workloads",
          head: "Workloads",
          cell: ({ maxConcurrentWorkloads }) => limitText(maxConcurrentWorkloads),
          narrow: "labelled",
        },
        {
          id: "replicas",
          head: "Replicas",
          cell: ({ maxWorkloadReplicas }) => limitText(maxWorkloadReplicas),
          narrow: "labelled",
        },
        {
          id: "made",
          head: "Made",
          cell: ({ createdAt }) => <RelativeTime date={createdAt} />,
          align: "end",
          narrow: "labelled",
        },
      ]}
    />
  );
}

function NameCell({ name }: OrganizationRecord) {
  return <span className="block truncate font-medium">{name}</span>;
}

function limitText(limit: number): string {
  return limit === 0 ? "no limit" : `up to ${countWords(limit)}`;
}
