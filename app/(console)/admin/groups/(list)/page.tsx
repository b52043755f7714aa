import type { Metadata } from "next";
import { CreateGroup } from "#components/people/create-group";
import { GroupTable } from "#components/people/group-table";
import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { EmptyState } from "#components/ui/states";
import { listGroups } from "#lib/operations/groups";
import { load } from "#lib/web/page";
import { createGroup } from "../actions";

export const metadata: Metadata = { title: "Groups" };

export default async function GroupsPage() {
  const groups = await load(listGroups, {});
  return (
    <>
      <TopBar crumbs={[{ label: "Groups" }]} actions={<CreateGroup createGroup={createGroup} />} />
      <PageHeader title="Groups" meta={groups.length > 0 && groups.length} />
      {groups.length > 0 ? (
        <GroupTable groups={groups} />
      ) : (
        <EmptyState title="No groups yet">
          Put people who work together into a group, and share with all of them at once.
        </EmptyState>
      )}
    </>
  );
}
