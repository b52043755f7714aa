import { DataTable } from "#components/ui/data-table";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { type CatalogVersion, formatBytes } from "#lib/domain/sources";
import { UseVersion } from "./use-version";

interface VersionListProps {
  artifactId: string;
  /** Of the source tab. */
  path: string;
  versions: readonly CatalogVersion[];
  totalCount: number;
  pinnedId: string | null;
  shownId: string | null;
  /** Why another version cannot be used; null: it can. */
  refusal: string | null;
}

/** The versions of a source, which the artifact is built from one of. */
export function VersionList({ versions, totalCount, ...props }: VersionListProps) {
  return (
    <Panel
      title="Versions"
      note={totalCount > versions.length ? `the newest ${versions.length} of ${totalCount}` : `${totalCount}`}
      padded={false}
      className="[&_div]:rounded-t-none [&_div]:border-0"
    >
      <DataTable
        caption="Versions of the source"
        rows={versions}
        rowKey={({ id }) => id}
        columns={[
          {
            id: "version",
            head: "Version",
            share: 1.4,
            narrow: "title",
            cell: (version) => <NameCell {...props} version={version} />,
          },
          { id: "by", head: "By", cell: ({ creator }) => creator.name, share: 1.3 },
          { id: "when", head: "When", cell: ({ createdAt }) => <RelativeTime date={createdAt} /> },
          {
            id: "files",
            head: "Files",
            align: "end",
            narrow: "labelled",
            cell: ({ numFiles }) => numFiles,
            share: 0.6,
          },
          { id: "size", head: "Size", align: "end", cell: ({ size }) => formatBytes(size), share: 0.7 },
          {
            id: "actions",
            head: "Actions",
            align: "end",
            share: 1.8,
            cell: (version) => (
              <ActionsCell {...props} version={version} older={olderOf(versions, version)} />
            ),
          },
        ]}
      />
    </Panel>
  );
}

type CellProps = Omit<VersionListProps, "versions" | "totalCount"> & { version: CatalogVersion };

function NameCell({ path, version, pinnedId, shownId }: CellProps) {
  return (
    <span className="flex flex-wrap items-center gap-x-2.5">
      <Link href={`${path}?version=${version.id}`} aria-current={version.id === shownId || undefined}>
        Version {version.number}
      </Link>
      {version.id === pinnedId && <Status kind="ok">built from this</Status>}
    </span>
  );
}

/** The version before one, which it is compared with. */
function olderOf(
  versions: readonly CatalogVersion[],
  { number }: CatalogVersion,
): CatalogVersion | undefined {
  return versions.find((version) => version.number < number);
}

function ActionsCell({
  artifactId,
  path,
  version,
  pinnedId,
  refusal,
  older,
}: CellProps & { older: CatalogVersion | undefined }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 md:justify-end">
      {older && (
        <Link href={`${path}?version=${version.id}&with=${older.id}`} className="text-sm">
          Compare with {older.number}
        </Link>
      )}
      {version.id !== pinnedId && (
        <UseVersion
          artifactId={artifactId}
          version={{ catalogId: version.catalogId, catalogVersionId: version.id }}
          number={version.number}
          refusal={refusal}
        />
      )}
    </span>
  );
}
