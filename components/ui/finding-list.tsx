import { StatusIcon } from "#components/ui/status";
import type { Finding } from "#lib/client/place-words";

interface FindingListProps {
  kind: "warn" | "bad";
  findings: readonly Finding[];
}

/** What is wrong or worth a look, each with the place it is about. */
export function FindingList({ kind, findings }: FindingListProps) {
  return (
    <ul className="grid gap-2">
      {findings.map(({ path, place, message, code }) => (
        <li key={`${path} ${code}`} className="flex gap-2">
          <StatusIcon kind={kind} className="mt-[3px]" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {message}
            <code className="block text-ink-3" title={path}>
              {place}
            </code>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The same under a head; nothing where nothing is found. */
export function FindingSection({ title, ...list }: FindingListProps & { title: string }) {
  if (list.findings.length === 0) return null;
  return (
    <section className="grid gap-1.5">
      <h3 className="font-medium">{title}</h3>
      <FindingList {...list} />
    </section>
  );
}
