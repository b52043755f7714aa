import { DataTable } from "#components/ui/data-table";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { visibilityWords } from "#lib/client/credential-words";
import { credentialTypes } from "#lib/domain/credential-types";
import type { CredentialRecord } from "#lib/domain/credentials";

export function CredentialTable({ credentials }: { credentials: readonly CredentialRecord[] }) {
  return (
    <DataTable
      caption="Credentials"
      rows={credentials}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Credential", cell: NameCell, share: 2, narrow: "title" },
        {
          id: "type",
          head: "Type",
          cell: ({ credentialType }) => (
            <span className="block truncate text-ink-2">{credentialTypes[credentialType].label}</span>
          ),
          share: 1.2,
          narrow: "plain",
        },
        {
          id: "for",
          head: "For",
          cell: (credential) => <span className="text-ink-2">{visibilityWords(credential)}</span>,
          narrow: "labelled",
        },
        {
          id: "owner",
          head: "Owner",
          cell: ({ owner }) => <span className="block truncate text-ink-2">{owner.name}</span>,
          narrow: "hidden",
        },
        {
          id: "changed",
          head: "Changed",
          cell: ({ updatedAt }) => <RelativeTime date={updatedAt} />,
          align: "end",
          narrow: "labelled",
        },
      ]}
    />
  );
}

function NameCell({ id, name }: CredentialRecord) {
  return (
    <Link href={`/credentials/${id}`} className="block truncate font-medium hover:underline">
      {name}
    </Link>
  );
}
