import type { Metadata } from "next";
import { OrganizationForm } from "#components/people/organization-form";
import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { Panel } from "#components/ui/panel";
import { getOrganization } from "#lib/operations/organizations";
import { load } from "#lib/web/page";
import { updateOrganization } from "./actions";

export const metadata: Metadata = { title: "Organization" };

export default async function OrganizationPage() {
  const organization = await load(getOrganization, {});
  return (
    <>
      <TopBar crumbs={[{ label: "Organization" }]} />
      <PageHeader title={organization.name} meta="organization" />
      <Panel>
        <OrganizationForm organization={organization} updateOrganization={updateOrganization} />
      </Panel>
    </>
  );
}
