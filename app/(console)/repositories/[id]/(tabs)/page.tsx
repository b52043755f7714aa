import { ListView } from "#components/lists/list-view";
import { VersionTable } from "#components/repositories/version-table";
import { KeyHelp } from "#components/shell/key-help";
import { EmptyState } from "#components/ui/states";
import { statusFilter } from "#lib/client/list-filters";
import { isFiltered, readQuery, type SearchParams } from "#lib/client/list-url";
import { repositoryHref } from "#lib/client/registry-view";
import { artifactQuery } from "#lib/domain/lists";
import { listArtifacts } from "#lib/operations/artifacts";
import { getVersionNotes } from "#lib/operations/versions";
import { listWorkloadUses } from "#lib/operations/workload-uses";
import { load } from "#lib/web/page";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function VersionsPage({ params, searchParams }: Props) {
  const [{ id }, filters] = await Promise.all([params, searchParams]);
  const query = readQuery(artifactQuery, filters);
  const page = await load(listArtifacts, { ...query, repositoryId: id });
  const { parents, equalVersions } = await load(getVersionNotes, {
    id,
    parentIds: page.items.flatMap(({ parentId }) => parentId ?? []),
    digests: page.items.flatMap(({ specDigest }) => specDigest ?? []),
  });
  const uses = await load(listWorkloadUses, { artifactIds: page.items.map((item) => item.id) });
  if (page.totalCount === 0 && !isFiltered(filters)) {
    return (
      <EmptyState title="No artifact is left here">
        The next one comes by New version, or from a client that names this repository's id.
      </EmptyState>
    );
  }
  return (
    <ListView
      path={repositoryHref(id)}
      params={filters}
      order={query.orderBy}
      filters={[statusFilter]}
      page={page}
      noun="version or draft"
      keys={<KeyHelp />}
    >
      <VersionTable artifacts={page.items} parents={parents} equalVersions={equalVersions} uses={uses} />
    </ListView>
  );
}
