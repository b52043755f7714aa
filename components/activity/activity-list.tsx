"use client";
import type { ReactNode } from "react";
import { Link } from "#components/ui/link";
import { RelativeTime } from "#components/ui/relative-time";
import { activityWords, lockedVersion } from "#lib/client/activity-words";
import { objectHref } from "#lib/client/registry-view";
import type { AuditEntry } from "#lib/domain/audit";
import { OpenableEntry } from "./openable-entry";

/** Who did what and when, newest first; what changed in each is one press away. */
export function ActivityList({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <ol className="rounded-lg border border-line bg-surface">
      {entries.map((entry) => (
        <li key={entry.sequence} className="border-t border-line first:border-t-0">
          {entry.changes.length > 0 ? (
            <OpenableEntry
              changes={entry.changes}
              caption={`Changed fields of ${entry.objectName}`}
              line={<EntryLine entry={entry} name={entry.objectName} />}
            >
              On <ObjectLink entry={entry} />, request <code>{entry.requestId}</code>
              {entry.tokenId && (
                <>
                  {" "}
                  with token <code>{entry.tokenId}</code>
                </>
              )}
            </OpenableEntry>
          ) : (
            <EntryLine entry={entry} name={<ObjectLink entry={entry} />} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** In the head of an entry that opens the name is no link: one thing to press in another is none. */
function EntryLine({ entry, name }: { entry: AuditEntry; name: ReactNode }) {
  const version = lockedVersion(entry);
  return (
    <div className="flex min-h-row grow flex-wrap items-center gap-x-3 px-3.5 py-1.5">
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium">{entry.actorName}</span>{" "}
        <span className="text-ink-2">{activityWords(entry)}</span> {name}
        {version !== null && <span className="text-ink-2"> as version {version}</span>}
        {entry.tokenId && <span className="text-sm text-ink-3"> by API token</span>}
      </span>
      <span className="ml-auto text-ink-3">
        <RelativeTime date={entry.createdAt} />
      </span>
    </div>
  );
}

function ObjectLink({ entry: { objectType, objectId, objectName, verb } }: { entry: AuditEntry }) {
  const gone = verb.endsWith(".delete");
  const href = objectHref({ kind: objectType, id: objectId });
  if (gone || href === undefined) return objectName;
  return (
    <Link href={href} className="underline underline-offset-2">
      {objectName}
    </Link>
  );
}
