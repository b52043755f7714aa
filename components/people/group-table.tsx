"use client";
import { DataTable } from "#components/ui/data-table";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import type { GroupRecord } from "#lib/domain/people";

export function GroupTable({ groups }: { groups: readonly GroupRecord[] }) {
  return (
    <DataTable
      caption="Groups"
      rows={groups}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Group", cell: NameCell, share: 1.5, narrow: "title" },
        {
          id: "count",
          head: "People",
          cell: ({ members }) => members.length,
          share: 0.5,
          narrow: "labelled",
        },
        { id: "members", head: "Who", cell: MembersCell, share: 2.5, narrow: "hidden" },
        {
          id: "made",
          head: "Made",
          cell: ({ createdAt }) => <RelativeTime date={createdAt} />,
          align: "end",
          narrow: "labelled",
        },
      ]}
    />
  );
}

function NameCell({ id, name }: GroupRecord) {
  return (
    <Link href={`/admin/groups/${id}`} className="block truncate font-medium hover:underline">
      {name}
    </Link>
  );
}

/** Of a large group only the first few: the others are on its page. */
function MembersCell({ members }: GroupRecord) {
  const names = members.slice(0, 6).map((member) => member.name);
  return <span className="block truncate text-ink-2">{names.join(", ")}</span>;
}
