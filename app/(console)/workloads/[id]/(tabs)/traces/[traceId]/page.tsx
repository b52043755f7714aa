import type { Metadata } from "next";
import { CopyText } from "#components/ui/copy-text";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { TraceSpans } from "#components/workloads/trace-spans";
import { workloadHref } from "#lib/client/registry-view";
import { getWorkloadTrace } from "#lib/operations/workload-traces";
import { load } from "#lib/web/page";
import { loadWorkload } from "../../../workload";

export const metadata: Metadata = { title: "Trace" };

export default async function WorkloadTracePage({
  params,
}: {
  params: Promise<{ id: string; traceId: string }>;
}) {
  const { id, traceId } = await params;
  await loadWorkload(id);
  const spans = await load(getWorkloadTrace, { id, traceId });
  return (
    <>
      <p className="mb-3.5 flex flex-wrap items-baseline gap-x-3.5 text-ink-2">
        <Link href={`${workloadHref(id)}/traces`} className="hover:text-ink">
          All traces
        </Link>
        <CopyText text={traceId} label="trace id" />
        {spans[0] && (
          <span>
            began <RelativeTime date={spans[0].startTime} />
          </span>
        )}
      </p>
      <TraceSpans spans={spans} />
    </>
  );
}
