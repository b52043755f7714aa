import { DataTable } from "#components/ui/data-table";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { browserName } from "./browser-name";

interface SessionRow {
  id: string;
  ipAddress: string | null;
  userAgent: string | null;
  createdAt: Date;
  expiresAt: Date;
  current: boolean;
}

export function SessionTable({ sessions }: { sessions: readonly SessionRow[] }) {
  return (
    <DataTable
      caption="Where you are signed in"
      rows={sessions}
      rowKey={({ id }) => id}
      columns={[
        { id: "browser", head: "Browser", cell: BrowserCell, share: 2, narrow: "title" },
        { id: "address", head: "Address", cell: ({ ipAddress }) => <code>{ipAddress || "unknown"}</code> },
        {
          id: "since",
          head: "Signed in",
          cell: ({ createdAt }) => <RelativeTime date={createdAt} />,
          narrow: "labelled",
        },
        {
          id: "until",
          head: "Ends",
          cell: ({ expiresAt }) => <RelativeTime date={expiresAt} />,
          align: "end",
          narrow: "labelled",
        },
      ]}
    />
  );
}

function BrowserCell({ userAgent, current }: SessionRow) {
  return (
    <span className="flex flex-wrap items-center gap-x-2.5" title={userAgent ?? undefined}>
      {browserName(userAgent)}
      {current && <Status kind="ok">this one</Status>}
    </span>
  );
}
