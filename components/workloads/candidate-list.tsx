"use client";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { RelativeTime } from "#components/ui/relative-time";
import { SearchBox } from "#components/ui/search-box";
import { Status } from "#components/ui/status";
import { versionLabel, workloadHref } from "#lib/client/registry-view";

interface CandidateListProps {
  workloadId: string;
  /** What runs now. */
  currentId: string;
  chosenId: string | null;
  search: string;
  candidates: readonly {
    id: string;
    name: string;
    version: number | null;
    status: "draft" | "locked";
    updatedAt: Date;
  }[];
}

/** What may take the place of what runs: versions of the same repository, or by search any other. */
export function CandidateList({ workloadId, currentId, chosenId, search, candidates }: CandidateListProps) {
  const path = `${workloadHref(workloadId)}/replace`;
  const hrefOf = (id: string) => `${path}?${new URLSearchParams({ ...(search && { search }), with: id })}`;
  return (
    <Panel
      title="With what"
      note={search ? "found anywhere" : "of the same repository"}
      actions={
        <SearchBox action={path} label="Any artifact by name or id" value={search} className="md:w-64" />
      }
      padded={false}
    >
      {candidates.length === 0 && (
        <p className="px-3.5 py-2.5 text-ink-3">Nothing that could take its place is found by that.</p>
      )}
      <ul>
        {candidates.map(({ id, name, version, status, updatedAt }) => (
          <li key={id} className="border-t border-line first:border-t-0">
            <Link
              href={hrefOf(id)}
              scroll={false}
              aria-current={id === chosenId ? "true" : undefined}
              className="flex min-h-row items-center gap-3 px-3.5 py-1 hover:bg-sunken aria-[current]:bg-accent-soft"
            >
              <Status kind={status}>{versionLabel({ version })}</Status>
              <span className="min-w-0 grow truncate font-medium">{name}</span>
              {id === currentId && <span className="text-sm text-ink-2">runs now</span>}
              <span className="shrink-0 text-sm text-ink-3">
                <RelativeTime date={updatedAt} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
