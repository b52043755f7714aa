import type { Metadata } from "next";
import { Pager } from "#components/ui/pager";
import { EmptyState } from "#components/ui/states";
import { EventList } from "#components/workloads/event-list";
import { readQuery, type SearchParams } from "#lib/client/list-url";
import { workloadHref } from "#lib/client/registry-view";
import { pageQuery } from "#lib/domain/paging";
import { listEvents } from "#lib/operations/workload-reports";
import { load } from "#lib/web/page";
import { loadWorkload } from "../../workload";

export const metadata: Metadata = { title: "Events" };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const pageSize = 50;

export default async function WorkloadEventsPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  await loadWorkload(id);
  const { offset } = readQuery(pageQuery, query);
  const page = await load(listEvents, { id, offset, limit: pageSize });
  if (page.items.length === 0) return <EmptyState title="Nothing has happened yet" />;
  const path = `${workloadHref(id)}/events`;
  return (
    <>
      <EventList events={page.items} />
      <Pager path={path} params={query} page={page} />
    </>
  );
}
