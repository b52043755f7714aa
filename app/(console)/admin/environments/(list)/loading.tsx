import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonRows } from "#components/ui/skeleton";

// For the list alone: above pages by id it would send a 200 before it is known whether there is such a thing.
export default function EnvironmentsLoading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Execution environments" }]} />
      <PageHeader title="Execution environments" />
      <SkeletonRows />
    </>
  );
}
