import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonRows } from "#components/ui/skeleton";

export default function OrganizationLoading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Organization" }]} />
      <PageHeader title="Organization" />
      <SkeletonRows />
    </>
  );
}
