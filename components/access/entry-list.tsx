import { roleWords } from "#lib/client/role-words";
import { type NamedRole, recipientKey } from "#lib/domain/sharing-preview";
import { RecipientName } from "./recipient-name";

interface EntryListProps {
  entries: readonly NamedRole[];
  label: string;
}

/** Entries to be read only. */
export function EntryList({ entries, label }: EntryListProps) {
  return (
    <ul className="rounded-lg border border-line bg-surface" aria-label={label}>
      {entries.map((entry) => (
        <li
          key={recipientKey(entry)}
          className="flex min-h-row flex-wrap items-center gap-x-3 border-t border-line px-3.5 py-1 first:border-t-0"
        >
          <span className="min-w-0 grow basis-52">
            <RecipientName recipient={entry} />
          </span>
          <span className="w-36 text-ink-2">{roleWords[entry.role].label}</span>
          <span className="basis-80 text-sm text-ink-3 max-lg:hidden">{roleWords[entry.role].means}</span>
        </li>
      ))}
      {entries.length === 0 && <li className="px-3.5 py-2 text-ink-3">Nobody by an entry of its own</li>}
    </ul>
  );
}
