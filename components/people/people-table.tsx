"use client";
import { DataTable } from "#components/ui/data-table";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import type { PersonRecord } from "#lib/domain/people";
import type { PersonActions } from "./person-dialogs";
import { PersonMenu } from "./person-menu";
import { roleWords } from "./person-words";

interface PeopleTableProps {
  people: readonly PersonRecord[];
  actions: PersonActions;
}

export function PeopleTable({ people, actions }: PeopleTableProps) {
  return (
    <DataTable
      caption="People"
      tall
      rows={people}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Person", cell: NameCell, share: 2.2, narrow: "title" },
        {
          id: "role",
          head: "Role",
          cell: ({ role }) => <span className="text-ink-2">{roleWords[role]}</span>,
        },
        { id: "groups", head: "Groups", cell: GroupsCell, share: 1.2, narrow: "hidden" },
        { id: "state", head: "State", cell: StateCell },
        {
          id: "actions",
          head: "Actions",
          cell: (person) => <PersonMenu person={person} actions={actions} />,
          align: "end",
          share: 0.6,
        },
      ]}
    />
  );
}

function NameCell({ name, email }: PersonRecord) {
  return (
    <>
      <span className="block truncate font-medium">{name}</span>
      <span className="block truncate text-sm text-ink-3">{email}</span>
    </>
  );
}

function GroupsCell({ groups }: PersonRecord) {
  const names = groups.map((group) => group.name).join(", ");
  return (
    <span className="block truncate text-ink-2" title={names}>
      {names || <span className="text-ink-3">none</span>}
    </span>
  );
}

function StateCell({ deactivatedAt, hasPassword }: PersonRecord) {
  if (deactivatedAt) {
    return (
      <Status kind="bad" className="flex-wrap">
        deactivated <RelativeTime date={deactivatedAt} />
      </Status>
    );
  }
  return hasPassword ? <Status kind="ok">active</Status> : <Status kind="draft">no password yet</Status>;
}
