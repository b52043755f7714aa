import type { Metadata } from "next";
import { Link } from "#components/ui/link";
import { MetricCharts } from "#components/workloads/metric-charts";
import { readQuery, type SearchParams } from "#lib/client/list-url";
import { workloadHref } from "#lib/client/registry-view";
import { chartsQuery, chartWindows } from "#lib/domain/stats-queries";
import { getCharts } from "#lib/operations/workload-stats";
import { load } from "#lib/web/page";
import { loadWorkload } from "../../workload";

export const metadata: Metadata = { title: "Metrics" };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function WorkloadMetricsPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  await loadWorkload(id);
  const { window } = readQuery(chartsQuery, query);
  const charts = await load(getCharts, { id, window });
  return (
    <>
      <nav aria-label="Span of time" className="mb-3.5 flex items-baseline gap-3.5 text-ink-2">
        <span>The last</span>
        {Object.keys(chartWindows).map((name) => (
          <Link
            key={name}
            href={`${workloadHref(id)}/metrics?window=${name}`}
            aria-current={name === window ? "page" : undefined}
            className="aria-[current]:font-medium aria-[current]:text-ink hover:text-ink"
          >
            {name}
          </Link>
        ))}
      </nav>
      <MetricCharts charts={charts} />
    </>
  );
}
