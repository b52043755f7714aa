import { DataTable } from "#components/ui/data-table";
import type { GroupRecord } from "#lib/domain/people";
import { RemoveMember, type RemoveMemberProps } from "./remove-member";

interface MemberTableProps extends Pick<RemoveMemberProps, "removeMember"> {
  group: GroupRecord;
}

export function MemberTable({ group, removeMember }: MemberTableProps) {
  return (
    <DataTable
      caption={`People in ${group.name}`}
      tall
      rows={group.members}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Person", cell: NameCell, share: 3, narrow: "title" },
        {
          id: "actions",
          head: "Action",
          cell: (person) => <RemoveMember group={group} person={person} removeMember={removeMember} />,
          align: "end",
        },
      ]}
    />
  );
}

function NameCell({ name, email }: GroupRecord["members"][number]) {
  return (
    <>
      <span className="block truncate font-medium">{name}</span>
      <span className="block truncate text-sm text-ink-3">{email}</span>
    </>
  );
}
