import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonRows } from "#components/ui/skeleton";

export default function BundlesLoading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Compute bundles" }]} />
      <PageHeader title="Compute bundles" />
      <SkeletonRows />
    </>
  );
}
