import type { Metadata } from "next";
import { ArtifactTable } from "#components/artifacts/artifact-table";
import { StartingPoints } from "#components/artifacts/starting-points";
import { ListView } from "#components/lists/list-view";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { LinkButton } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { createdByFilter, statusFilter, tagsOf, typeFilter } from "#lib/client/list-filters";
import { isFiltered, oneParam, readQuery, readTag, type SearchParams } from "#lib/client/list-url";
import { countWords } from "#lib/domain/count-words";
import { artifactQuery } from "#lib/domain/lists";
import { listArtifacts } from "#lib/operations/artifacts";
import { getCaller } from "#lib/web/caller";
import { load } from "#lib/web/page";

export const metadata: Metadata = { title: "Artifacts" };

export default async function ArtifactsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const query = readQuery(artifactQuery, { orderBy: "-updatedAt", ...params });
  const page = await load(listArtifacts, { ...query, ...readTag(oneParam(params.tag)) });
  const { actor } = await getCaller();
  return (
    <>
      <TopBar
        crumbs={[{ label: "Artifacts" }]}
        actions={
          <LinkButton variant="go" href="/artifacts/new">
            New artifact
          </LinkButton>
        }
      />
      <PageHeader title="Artifacts" meta={page.totalCount > 0 && countWords(page.totalCount)} />
      {page.totalCount === 0 && !isFiltered(params) ? (
        <StartingPoints />
      ) : (
        <ListView
          path="/artifacts"
          params={params}
          order={query.orderBy}
          filters={[statusFilter, typeFilter, createdByFilter(actor?.userId)]}
          tags={tagsOf(page.items)}
          page={page}
          noun="artifact"
          keys={<KeyHelp />}
        >
          <ArtifactTable artifacts={page.items} />
        </ListView>
      )}
    </>
  );
}
