import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { SkeletonRows } from "#components/ui/skeleton";

export default function AuditLoading() {
  return (
    <>
      <TopBar crumbs={[{ label: "Audit" }]} />
      <PageHeader title="Audit" />
      <SkeletonRows />
    </>
  );
}
