import { CopyText } from "#components/ui/copy-text";
import { DataTable } from "#components/ui/data-table";
import { RelativeTime } from "#components/ui/relative-time";
import type { EnvironmentVersion } from "#lib/domain/execution-environments";

export function VersionTable({ versions }: { versions: readonly EnvironmentVersion[] }) {
  return (
    <DataTable
      caption="Versions, newest first"
      tall
      rows={versions}
      rowKey={({ id }) => id}
      columns={[
        { id: "label", head: "Version", cell: LabelCell, share: 1.4, narrow: "title" },
        { id: "image", head: "Base image", cell: ImageCell, share: 2, narrow: "labelled" },
        {
          id: "id",
          head: "Id",
          cell: ({ id }) => <CopyText text={id} label="id of the version" />,
          share: 1.4,
          narrow: "hidden",
        },
        {
          id: "added",
          head: "Added",
          cell: ({ createdAt }) => <RelativeTime date={createdAt} />,
          align: "end",
          share: 0.7,
          narrow: "labelled",
        },
      ]}
    />
  );
}

function LabelCell({ label, description }: EnvironmentVersion) {
  return (
    <>
      <span className="block truncate font-medium">{label}</span>
      {description !== "" && <span className="block truncate text-sm text-ink-3">{description}</span>}
    </>
  );
}

function ImageCell({ baseImage }: EnvironmentVersion) {
  return (
    <code className="mono block truncate" title={baseImage}>
      {baseImage}
    </code>
  );
}
