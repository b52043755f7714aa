import type { Metadata } from "next";
import { CreateOrganization } from "#components/people/create-organization";
import { OrganizationTable } from "#components/people/organization-table";
import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { listOrganizations } from "#lib/operations/organizations";
import { load } from "#lib/web/page";
import { createOrganization } from "./actions";

export const metadata: Metadata = { title: "Organizations" };

export default async function OrganizationsPage() {
  const organizations = await load(listOrganizations, {});
  return (
    <>
      <TopBar
        crumbs={[{ label: "Organizations" }]}
        actions={<CreateOrganization createOrganization={createOrganization} />}
      />
      <PageHeader
        title="Organizations"
        meta={organizations.length}
        description="Each is closed to the others, also to you, unless it is your own."
      />
      <OrganizationTable organizations={organizations} />
    </>
  );
}
