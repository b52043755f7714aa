import { StatusIcon } from "#components/ui/status";
import { placeWords } from "#lib/client/place-words";
import type { Issue } from "#lib/domain/errors";
import type { StoredSpec } from "#lib/domain/spec";

export interface FindingListProps {
  kind: "warn" | "bad";
  findings: readonly Issue[];
  /** What the paths are about. */
  spec: StoredSpec;
}

/** What is wrong or worth a look, each with the place it is about. */
export function FindingList({ kind, findings, spec }: FindingListProps) {
  return (
    <ul className="grid gap-2">
      {findings.map(({ path, message, code }) => (
        <li key={`${path} ${code}`} className="flex gap-2">
          <StatusIcon kind={kind} className="mt-[3px]" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            {message}
            <code className="block text-ink-3" title={path}>
              {placeWords(path, spec)}
            </code>
          </span>
        </li>
      ))}
    </ul>
  );
}
