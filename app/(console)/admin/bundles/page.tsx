import type { Metadata } from "next";
import { BundleTable } from "#components/bundles/bundle-table";
import { CreateBundle } from "#components/bundles/create-bundle";
import { KeyHelp } from "#components/shell/key-help";
import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { EmptyState } from "#components/ui/states";
import { countWords } from "#lib/domain/count-words";
import { listBundles } from "#lib/operations/compute-bundles";
import { getCaller } from "#lib/web/caller";
import { load } from "#lib/web/page";
import { createBundle, retireBundle, updateBundle } from "./actions";

export const metadata: Metadata = { title: "Compute bundles" };

export default async function BundlesPage() {
  const bundles = await load(listBundles, {});
  const { actor } = await getCaller();
  const forEverybody = actor?.role === "platformAdministrator";
  return (
    <>
      <TopBar
        crumbs={[{ label: "Compute bundles" }]}
        actions={<CreateBundle createBundle={createBundle} forEverybody={forEverybody} />}
      />
      <PageHeader title="Compute bundles" meta={countWords(bundles.length)} />
      <p className="my-3.5 max-w-[68ch] text-ink-2">
        How much of a machine a container group gets, by a name that a workload's runtime gives. What a bundle
        gives never changes; one that is retired is no longer offered, and what runs with it still does.
      </p>
      {bundles.length > 0 ? (
        <BundleTable bundles={bundles} forEverybody={forEverybody} actions={{ updateBundle, retireBundle }} />
      ) : (
        <EmptyState title="No bundle is offered">
          Workloads can still say how much processor and memory each container may use.
        </EmptyState>
      )}
      <div className="mt-3.5 flex justify-end">
        <KeyHelp />
      </div>
    </>
  );
}
