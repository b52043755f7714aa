import { DataTable } from "#components/ui/data-table";
import type { ComputeBundle } from "#lib/domain/compute-bundles";
import { formatBytes } from "#lib/domain/sources";
import { BundleActions, type BundleActionsProps } from "./bundle-actions";

interface BundleTableProps {
  bundles: readonly ComputeBundle[];
  /** Whether those that every organization has can be changed, too. */
  forEverybody: boolean;
  actions: Omit<BundleActionsProps, "bundle">;
}

export function BundleTable({ bundles, forEverybody, actions }: BundleTableProps) {
  return (
    <DataTable
      caption="Compute bundles, the smallest first"
      tall
      rows={bundles}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Bundle", cell: NameCell, share: 2, narrow: "title" },
        { id: "cpu", head: "Processors", cell: ({ cpuCount }) => cpuCount, narrow: "labelled" },
        {
          id: "memory",
          head: "Memory",
          cell: ({ memoryBytes }) => formatBytes(memoryBytes),
          narrow: "labelled",
        },
        { id: "gpu", head: "GPUs", cell: GpuCell, share: 1.2, narrow: "labelled" },
        {
          id: "whose",
          head: "For",
          cell: ({ isPublic }) => (
            <span className="text-ink-2">{isPublic ? "everybody" : "this organization"}</span>
          ),
          narrow: "hidden",
        },
        {
          id: "actions",
          head: "Actions",
          cell: (bundle) =>
            (!bundle.isPublic || forEverybody) && (
              <BundleActions
                {...actions}
                bundle={{ id: bundle.id, name: bundle.name, description: bundle.description }}
              />
            ),
          share: 1.4,
          align: "end",
        },
      ]}
    />
  );
}

function NameCell({ id, name, description }: ComputeBundle) {
  return (
    <>
      <span className="flex min-w-0 items-baseline gap-2">
        <code className="mono shrink-0 font-medium">{id}</code>
        <span className="truncate text-ink-2">{name}</span>
      </span>
      {description !== "" && <span className="block truncate text-sm text-ink-3">{description}</span>}
    </>
  );
}

function GpuCell({ gpuCount, gpuMaker, gpuTypeLabel }: ComputeBundle) {
  if (gpuCount === 0) return <span className="text-ink-3">none</span>;
  return <span className="block truncate">{`${gpuCount} × ${gpuTypeLabel ?? gpuMaker}`}</span>;
}
