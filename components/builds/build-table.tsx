import { DataTable } from "#components/ui/data-table";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { buildHref } from "#lib/client/build-words";
import type { BuildRecord } from "#lib/domain/builds";
import { BuildDuration } from "./build-duration";
import { BuildStatus } from "./build-status";
import { SourceVersion } from "./source-version";

export function BuildTable({ builds }: { builds: readonly BuildRecord[] }) {
  return (
    <DataTable
      caption="Builds"
      tall
      rows={builds}
      rowKey={({ id }) => id}
      columns={[
        { id: "build", head: "Build", cell: NameCell, share: 0.8, narrow: "title" },
        { id: "status", head: "Status", cell: StatusCell, share: 2.4 },
        {
          id: "source",
          head: "Source version",
          cell: (build) => <SourceVersion build={build} />,
          share: 1.3,
          narrow: "labelled",
        },
        { id: "by", head: "By", cell: CreatorCell, share: 1 },
        {
          id: "took",
          head: "Took",
          cell: (build) => <BuildDuration build={build} />,
          align: "end",
          share: 0.7,
        },
        { id: "when", head: "When", cell: WhenCell, align: "end", share: 0.8 },
      ]}
    />
  );
}

function NameCell(build: BuildRecord) {
  return (
    <Link href={buildHref(build)} className="font-medium hover:underline">
      Build {build.number}
    </Link>
  );
}

function StatusCell(build: BuildRecord) {
  return (
    <>
      <BuildStatus build={build} />
      {build.reason && (
        <span className="block truncate text-sm text-ink-3" title={build.reason}>
          {build.reason}
        </span>
      )}
    </>
  );
}

function CreatorCell({ creator }: BuildRecord) {
  return (
    <span className="block truncate text-ink-2" title={creator?.email}>
      {creator?.name ?? "—"}
    </span>
  );
}

function WhenCell({ createdAt }: BuildRecord) {
  return (
    <span className="text-ink-3">
      <RelativeTime date={createdAt} />
    </span>
  );
}
