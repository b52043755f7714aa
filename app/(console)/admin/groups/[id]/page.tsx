import type { Metadata } from "next";
import { AddMembers } from "#components/people/add-members";
import { GroupActions } from "#components/people/group-actions";
import { MemberTable } from "#components/people/member-table";
import { TopBar } from "#components/shell/top-bar";
import { PageHeader } from "#components/ui/page-header";
import { Panel } from "#components/ui/panel";
import { EmptyState } from "#components/ui/states";
import { getGroup } from "#lib/operations/groups";
import { load } from "#lib/web/page";
import { addGroupMembers, deleteGroup, removeGroupMember, updateGroup } from "../actions";

export const metadata: Metadata = { title: "Group" };

export default async function GroupPage({ params }: PageProps<"/admin/groups/[id]">) {
  const { id } = await params;
  const group = await load(getGroup, { id });
  const count = group.members.length;
  return (
    <>
      <TopBar crumbs={[{ label: "Groups", href: "/admin/groups" }, { label: group.name }]} />
      <PageHeader
        title={group.name}
        meta={count === 1 ? "1 person" : `${count} people`}
        actions={<GroupActions group={group} updateGroup={updateGroup} deleteGroup={deleteGroup} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="min-w-0 lg:order-2">
          <Panel title="Add people">
            <AddMembers group={group} addMembers={addGroupMembers} />
          </Panel>
        </div>
        {count > 0 ? (
          <MemberTable group={group} removeMember={removeGroupMember} />
        ) : (
          <EmptyState title="Nobody is in it yet">Add people by their e-mail addresses.</EmptyState>
        )}
      </div>
    </>
  );
}
