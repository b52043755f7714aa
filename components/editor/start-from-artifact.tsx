"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Input } from "#components/ui/input";
import { Link } from "#components/ui/link";
import { Panel } from "#components/ui/panel";
import { RelativeTime } from "#components/ui/relative-time";
import { Skeleton } from "#components/ui/skeleton";
import { type ArtifactHit, artifactSearch } from "#lib/client/queries/artifacts";
import { versionLabel } from "#lib/client/registry-view";
import { toProblem } from "#lib/domain/errors";

/** A copy of any artifact one may see, the last changed first. */
export function StartFromArtifact({ repositoryId }: { repositoryId: string | undefined }) {
  const [term, setTerm] = useState("");
  const { data, error, isFetching } = useQuery(artifactSearch(useDeferredValue(term)));
  const hits = data?.data ?? [];
  return (
    <Panel title="Another artifact" note={isFetching && data ? "searching" : null} padded={false}>
      <div className="border-b border-line p-2.5">
        <Input
          type="search"
          aria-label="Search artifacts to start from"
          placeholder="Search by name, description or id"
          value={term}
          onChange={(event) => setTerm(event.target.value)}
        />
      </div>
      {error && (
        <p role="alert" className="px-3.5 py-2.5 text-bad">
          {toProblem(error).detail}
        </p>
      )}
      {!data && !error && <Waiting />}
      {data && hits.length === 0 && (
        <p role="status" className="px-3.5 py-2.5 text-ink-3">
          {term === "" ? "There is none yet." : "None found."}
        </p>
      )}
      <ul className="max-h-[270px] overflow-y-auto">
        {hits.map((hit) => (
          <Hit key={hit.id} hit={hit} repositoryId={repositoryId} />
        ))}
      </ul>
    </Panel>
  );
}

function Hit({ hit, repositoryId }: { hit: ArtifactHit; repositoryId: string | undefined }) {
  return (
    <li className="border-t border-line first:border-t-0">
      <Link
        prefetch={false}
        href={{
          pathname: "/artifacts/new",
          query: { from: hit.id, ...(repositoryId && { repository: repositoryId }) },
        }}
        className="flex min-h-row items-center gap-2.5 px-3.5 py-1.5 hover:bg-sunken"
      >
        <span className="min-w-0 grow truncate font-medium">{hit.name}</span>
        <span className="shrink-0 text-sm text-ink-3">
          {versionLabel(hit)} · <RelativeTime date={hit.updatedAt} />
        </span>
      </Link>
    </li>
  );
}

function Waiting() {
  return (
    <div role="status" className="grid gap-3 p-3.5">
      <span className="sr-only">Loading</span>
      <Skeleton className="w-1/2" />
      <Skeleton className="w-1/3" />
    </div>
  );
}
