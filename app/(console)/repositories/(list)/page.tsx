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
import { countWords } from "#lib/domain/count-words";
import { repositoryQuery } from "#lib/domain/lists";
import { listRepositories } from "#lib/operations/repositories";
import { countWorkloadUses } from "#lib/operations/workload-uses";
import { getCaller } from "#lib/web/caller";
import { load } from "#lib/web/page";

export const metadata: Metadata = { title: "Repositories" };

export default async function RepositoriesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  const query = readQuery(repositoryQuery, { orderBy: "-updatedAt", ...params });
  const page = await load(listRepositories, { ...query, ...readTag(oneParam(params.tag)) });
  const [uses, { actor }] = await Promise.all([
    load(countWorkloadUses, { repositoryIds: page.items.map(({ id }) => id) }),
    getCaller(),
  ]);
  const running = new Map(uses.map((use) => [use.repositoryId, use.running]));
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
      <PageHeader title="Repositories" meta={page.totalCount > 0 && countWords(page.totalCount)} />
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
          <RepositoryTable
            repositories={page.items.map((item) => ({ ...item, running: running.get(item.id) ?? 0 }))}
          />
        </ListView>
      )}
    </>
  );
}
