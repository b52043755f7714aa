import { StatusIcon } from "#components/ui/status";
import type { Issue } from "#lib/domain/errors";

interface FindingListProps {
  kind: "warn" | "bad";
  findings: readonly Issue[];
}

/** What is wrong or worth a look, each with the place it is about. */
export function FindingList({ kind, findings }: FindingListProps) {
  return (
    <ul className="grid gap-2">
      {findings.map(({ path, message, code }) => (
        <li key={`${path} ${code}`} className="flex gap-2">
          <StatusIcon kind={kind} className="mt-[3px]" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {message}
            <code className="block text-ink-3">{path}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
