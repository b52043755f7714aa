import type { Metadata } from "next";
import { StartingPoints } from "#components/artifacts/starting-points";
import { ListView } from "#components/lists/list-view";
import { RepositoryTable } from "#components/repositories/repository-table";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { LinkButton } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { createdByFilter, tagsOf, typeFilter } from "#lib/client/list-filters";
import { isFiltered, oneParam, readQuery, readTag, type SearchParams } from "#lib/client/list-url";
import { repositoryQuery } from "#lib/domain/lists";
import { listRepositories } from "#lib/operations/repositories";
import { getCaller } from "#lib/web/caller";
import { load } from "#lib/web/page";

export const metadata: Metadata = { title: "Repositories" };

export default async function RepositoriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const query = readQuery(repositoryQuery, { orderBy: "-updatedAt", ...params });
  const page = await load(listRepositories, { ...query, ...readTag(oneParam(params.tag)) });
  const { actor } = await getCaller();
  return (
    <>
      <TopBar
        crumbs={[{ label: "Repositories" }]}
        actions={
          <LinkButton variant="go" href="/artifacts/new">
            New artifact
          </LinkButton>
        }
      />
      <PageHeader title="Repositories" meta={page.totalCount > 0 && page.totalCount.toLocaleString("en")} />
      {page.totalCount === 0 && !isFiltered(params) ? (
        <StartingPoints />
      ) : (
        <ListView
          path="/repositories"
          params={params}
          order={query.orderBy}
          filters={[typeFilter, createdByFilter(actor?.userId)]}
          tags={tagsOf(page.items)}
          page={page}
          noun="repository"
          keys={<KeyHelp />}
        >
          <RepositoryTable repositories={page.items} />
        </ListView>
      )}
    </>
  );
}
