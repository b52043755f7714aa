import type { Metadata } from "next";
import { Pager } from "#components/ui/pager";
import { HistoryTable } from "#components/workloads/history-table";
import { readQuery, type SearchParams } from "#lib/client/list-url";
import { workloadHref } from "#lib/client/registry-view";
import { workloadRefusals } from "#lib/client/workload-refusals";
import { toHistoryRow } from "#lib/client/workload-words";
import { pageQuery } from "#lib/domain/paging";
import { getHistory } from "#lib/operations/workload-replacements";
import { load } from "#lib/web/page";
import { loadWorkload } from "../../workload";

export const metadata: Metadata = { title: "History" };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const pageSize = 25;

export default async function WorkloadHistoryPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const workload = await loadWorkload(id);
  const { offset } = readQuery(pageQuery, query);
  const page = await load(getHistory, { id, offset, limit: pageSize });
  const path = `${workloadHref(id)}/history`;
  const { replace } = workloadRefusals(workload);
  return (
    <>
      <HistoryTable
        workloadId={id}
        rows={page.items.map((item) => toHistoryRow(item, workload.artifact.id, replace))}
      />
      <Pager path={path} params={query} page={page} />
    </>
  );
}
