import { LinkButton } from "#components/ui/button";
import { EmptyState } from "#components/ui/states";
import type { AuditEntry } from "#lib/domain/audit";
import { ActivityList } from "./activity-list";

interface ActivityViewProps {
  path: string;
  entries: readonly AuditEntry[];
  /** Whether these are not the newest. */
  continued: boolean;
  /** As many as a page holds: when it is full, older ones may follow. */
  pageSize: number;
}

export function ActivityView({ path, entries, continued, pageSize }: ActivityViewProps) {
  const last = entries.at(-1);
  return (
    <>
      {last ? <ActivityList entries={entries} /> : <EmptyState title="Nothing older happened here" />}
      <nav aria-label="Pages" className="my-3.5 flex gap-2">
        {continued && <LinkButton href={path}>Newest</LinkButton>}
        {last && entries.length === pageSize && (
          <LinkButton href={`${path}?before=${last.sequence}`}>Older</LinkButton>
        )}
      </nav>
    </>
  );
}
