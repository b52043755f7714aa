import type { Metadata } from "next";
import { Pager } from "#components/ui/pager";
import { EmptyState } from "#components/ui/states";
import { TraceTable } from "#components/workloads/trace-table";
import { readQuery, type SearchParams } from "#lib/client/list-url";
import { workloadHref } from "#lib/client/registry-view";
import { recordedPerSecond, traceDays, traceQuery } from "#lib/domain/traces";
import { listWorkloadTraces } from "#lib/operations/workload-traces";
import { load } from "#lib/web/page";
import { loadWorkload } from "../../workload";

export const metadata: Metadata = { title: "Traces" };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const pageSize = 50;

export default async function WorkloadTracesPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  await loadWorkload(id);
  const { offset } = readQuery(traceQuery, query);
  const { traces, hasMore } = await load(listWorkloadTraces, { id, offset, limit: pageSize });
  if (traces.length === 0)
    return (
      <EmptyState title="No request has been recorded yet">
        The gateway records {recordedPerSecond.others} request a second, and up to {recordedPerSecond.asked}{" "}
        whose <code>traceparent</code> header asks for it, and keeps them for {traceDays} days.
      </EmptyState>
    );
  const path = `${workloadHref(id)}/traces`;
  const at = (there: number) => ({ offset: Math.max(0, there), limit: pageSize });
  const previous = offset > 0 ? at(offset - pageSize) : null;
  const next = hasMore ? at(offset + pageSize) : null;
  return (
    <>
      <TraceTable workloadId={id} rows={traces} />
      {(previous || next) && (
        <Pager path={path} params={query} page={{ items: traces, offset, previous, next }} />
      )}
    </>
  );
}
