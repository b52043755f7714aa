import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonRows } from "#components/ui/states";

export default function OrganizationsLoading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Organizations" }]} />
      <PageHeader title="Organizations" />
      <SkeletonRows />
    </>
  );
}
