import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonRows } from "#components/ui/states";

export default function GroupsLoading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Groups" }]} />
      <PageHeader title="Groups" />
      <SkeletonRows />
    </>
  );
}
