import { DataTable } from "#components/ui/data-table";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import type { TokenRecord } from "#lib/domain/tokens";
import { RevokeToken, type RevokeTokenProps } from "./revoke-token";

interface TokenTableProps extends Pick<RevokeTokenProps, "revokeToken"> {
  tokens: readonly TokenRecord[];
}

export function TokenTable({ tokens, revokeToken }: TokenTableProps) {
  return (
    <DataTable
      caption="API tokens"
      tall
      rows={tokens}
      rowKey={({ id }) => id}
      columns={[
        { id: "name", head: "Token", cell: NameCell, share: 2, narrow: "title" },
        { id: "rights", head: "May", cell: ({ readOnly }) => (readOnly ? "only read" : "what I may") },
        { id: "used", head: "Last used", cell: LastUseCell, narrow: "labelled" },
        { id: "ends", head: "Ends", cell: EndCell, narrow: "labelled" },
        {
          id: "actions",
          head: "Action",
          cell: ({ id, name }) => <RevokeToken id={id} name={name} revokeToken={revokeToken} />,
          align: "end",
        },
      ]}
    />
  );
}

function NameCell({ name, prefix }: TokenRecord) {
  return (
    <>
      <span className="block truncate font-medium">{name}</span>
      <code className="block truncate text-ink-3">{prefix}…</code>
    </>
  );
}

function LastUseCell({ lastUsedAt }: TokenRecord) {
  return lastUsedAt ? <RelativeTime date={lastUsedAt} /> : <span className="text-ink-3">never</span>;
}

function EndCell({ expiresAt }: TokenRecord) {
  if (!expiresAt) return <Status kind="warn">never</Status>;
  const ended = expiresAt < new Date();
  return ended ? <Status kind="bad">ended</Status> : <RelativeTime date={expiresAt} />;
}
