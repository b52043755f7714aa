import { DataTable } from "#components/ui/data-table";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { type ExecutionEnvironment, languageNames } from "#lib/domain/execution-environments";

export function EnvironmentTable({ environments }: { environments: readonly ExecutionEnvironment[] }) {
  return (
    <DataTable
      caption="Execution environments"
      rows={environments}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Environment", cell: NameCell, share: 1.4, narrow: "title" },
        {
          id: "language",
          head: "Language",
          cell: ({ programmingLanguage }) => (
            <span className="text-ink-2">{languageNames[programmingLanguage]}</span>
          ),
          share: 0.7,
          narrow: "labelled",
        },
        { id: "image", head: "Newest base image", cell: ImageCell, share: 2, narrow: "labelled" },
        {
          id: "whose",
          head: "For",
          cell: ({ isPublic }) => (
            <span className="text-ink-2">{isPublic ? "everybody" : "this organization"}</span>
          ),
          narrow: "hidden",
        },
        {
          id: "added",
          head: "Added",
          cell: ({ createdAt }) => <RelativeTime date={createdAt} />,
          align: "end",
          narrow: "labelled",
        },
      ]}
    />
  );
}

function NameCell({ id, name }: ExecutionEnvironment) {
  return (
    <Link href={`/admin/environments/${id}`} className="block truncate font-medium hover:underline">
      {name}
    </Link>
  );
}

function ImageCell({ latestVersion }: ExecutionEnvironment) {
  return <code className="mono block truncate text-ink-2">{latestVersion?.baseImage ?? "none"}</code>;
}
