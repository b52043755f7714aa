import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { Skeleton, SkeletonRows } from "#components/ui/skeleton";

export default function PeopleLoading() {
  return (
    <>
      <TopBar crumbs={[{ label: "People" }]} />
      <PageHeader title="People" />
      <div className="my-3.5 flex h-control items-center">
        <Skeleton className="h-control w-80" />
      </div>
      <SkeletonRows tall rows={10} />
    </>
  );
}
