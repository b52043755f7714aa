import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton";

// For the list alone: above pages by id it would send a 200 before it is known whether there is such a thing.
export default function WorkloadsLoading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Workloads" }]} />
      <PageHeader title="Workloads" />
      <div className="my-3.5 flex h-control items-center">
        <Skeleton className="h-control w-80" />
      </div>
      <SkeletonRows tall rows={10} />
    </>
  );
}
