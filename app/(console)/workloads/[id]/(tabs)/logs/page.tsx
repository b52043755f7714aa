import type { Metadata } from "next";
import { FilterChip } from "#components/ui/filter-chip";
import { SearchBox } from "#components/ui/search-box";
import { WorkloadLog } from "#components/workloads/workload-log";
import { listHref, oneParam, type SearchParams } from "#lib/client/list-url";
import { workloadHref } from "#lib/client/registry-view";
import { logFilters, readLogFilter } from "#lib/client/workload-log-filter";
import { readWorkloadLog } from "#lib/operations/workload-logs";
import { getWorkloadTree } from "#lib/operations/workload-reports";
import { load } from "#lib/web/page";
import { loadWorkload } from "../../workload";

export const metadata: Metadata = { title: "Logs" };

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

/** A few screens: what is before comes when somebody goes there. */
const firstLines = 150;

export default async function WorkloadLogsPage({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  await loadWorkload(id);
  const filter = readLogFilter(query);
  const [{ lines }, { replicas }] = await Promise.all([
    load(readWorkloadLog, { id, ...filter, limit: firstLines }),
    load(getWorkloadTree, { id }),
  ]);
  const path = `${workloadHref(id)}/logs`;
  const { text, ...others } = filter;
  const containers = new Set(replicas.flatMap(({ state }) => state.containers.map(({ name }) => name)));
  return (
    <section aria-label="Log" className="min-w-0 rounded-lg border border-line bg-surface">
      <search className="flex flex-wrap items-center gap-2 border-b border-line px-3.5 py-2">
        <SearchBox action={path} name="text" label="Only lines with" value={text ?? ""} keep={others} />
        {logFilters(replicas).map(({ name, label, options }) => {
          const value = oneParam(query[name]);
          return (
            <FilterChip
              key={name}
              label={label}
              value={options.find((option) => option.value === value)?.label ?? value ?? null}
              clearHref={listHref(path, query, { [name]: null })}
              options={options.map((option) => ({
                label: option.label,
                href: listHref(path, query, { [name]: option.value }),
                current: option.value === value,
              }))}
            />
          );
        })}
      </search>
      <WorkloadLog
        key={JSON.stringify(filter)}
        workloadId={id}
        filter={filter}
        lines={lines.map(({ protonId: _, time, ...line }) => ({ ...line, time: time.toISOString() }))}
        hasOlder={lines.length === firstLines}
        withContainer={containers.size > 1 || replicas.length > 1}
      />
    </section>
  );
}
