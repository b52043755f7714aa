import type { Metadata } from "next";
import { ListView } from "#components/lists/list-view";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { LinkButton } from "#components/ui/button";
import { PageHeader } from "#components/ui/page-header";
import { EmptyState } from "#components/ui/states";
import { FollowWorkloads } from "#components/workloads/follow-workloads";
import { WorkloadTable } from "#components/workloads/workload-table";
import {
  createdByFilter,
  tagsOf,
  typeFilter,
  workloadFilters,
  workloadOrders,
} from "#lib/client/list-filters";
import { isFiltered, oneParam, readQuery, readTag, type SearchParams } from "#lib/client/list-url";
import { toWorkloadRow } from "#lib/client/workload-words";
import { countWords } from "#lib/domain/count-words";
import { workloadQuery } from "#lib/domain/workloads";
import { listRepositories } from "#lib/operations/repositories";
import { listWorkloads } from "#lib/operations/workloads";
import { getCaller } from "#lib/web/caller";
import { load } from "#lib/web/page";

export const metadata: Metadata = { title: "Workloads" };

export default async function WorkloadsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const params = await searchParams;
  // Of no use to a page, and read from text only.
  const { serviceStats: _, ...query } = readQuery(workloadQuery, { orderBy: "-updatedAt", ...params });
  const page = await load(listWorkloads, { ...query, ...readTag(oneParam(params.tag)) });
  const { actor } = await getCaller();
  return (
    <>
      <TopBar crumbs={[{ label: "Workloads" }]} />
      <PageHeader title="Workloads" meta={page.totalCount > 0 && countWords(page.totalCount)} />
      <FollowWorkloads ids={page.items.map(({ id }) => id)} mark={null} />
      {page.totalCount === 0 && !isFiltered(params) ? (
        <EmptyState
          title="Nothing runs yet"
          actions={<LinkButton href="/artifacts">Choose an artifact to run</LinkButton>}
        >
          A workload runs an artifact at a stable address. Open an artifact and press Run: a draft runs for
          eight hours at a time, a locked version for as long as it is wanted.
        </EmptyState>
      ) : (
        <ListView
          path="/workloads"
          params={params}
          order={query.orderBy}
          orders={workloadOrders}
          filters={[
            ...workloadFilters,
            typeFilter,
            ...(await repositoryFilter(query.repositoryId)),
            createdByFilter(actor?.userId),
          ]}
          tags={tagsOf(page.items)}
          page={page}
          noun="workload"
          keys={<KeyHelp />}
        >
          <WorkloadTable workloads={page.items.map(toWorkloadRow)} />
        </ListView>
      )}
    </>
  );
}

/** There only where it is in force: one comes to it from the repository. */
async function repositoryFilter(id: string | undefined) {
  if (id === undefined) return [];
  const { items } = await load(listRepositories, { ids: [id] });
  const options = items.map(({ name }) => ({ value: id, label: name }));
  return [{ name: "repositoryId", label: "Repository", options }];
}
