"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useDeferredValue, useState } from "react";
import { Queries } from "#components/ui/queries";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { artifactSearch } from "#lib/client/queries/artifacts";
import { compareHref, versionLabel } from "#lib/client/registry-view";

interface ArtifactSearchProps {
  ids: readonly string[];
  all: boolean;
  onChosen: () => void;
}

/** Finds artifacts while one types; the chosen one joins the comparison. */
export function ArtifactSearch(props: ArtifactSearchProps) {
  return (
    <Queries>
      <Search {...props} />
    </Queries>
  );
}

function Search({ ids, all, onChosen }: ArtifactSearchProps) {
  const router = useRouter();
  const [term, setTerm] = useState("");
  const { data, isError } = useQuery(artifactSearch(useDeferredValue(term)));
  const found = data?.data.filter(({ id }) => !ids.includes(id)) ?? [];
  function choose(id: string) {
    onChosen();
    router.push(compareHref([...ids, id], { all }));
  }
  return (
    <Command shouldFilter={false} label="Find an artifact">
      <Command.Input
        value={term}
        onValueChange={setTerm}
        placeholder="Name, description or id"
        className="block h-control w-full rounded-md border border-line-strong bg-surface px-[9px] text-[13px] text-ink placeholder:text-ink-3"
      />
      <Command.List label="Artifacts" className="mt-2 max-h-72 overflow-y-auto">
        {data && found.length === 0 && (
          <Command.Empty className="px-2 py-1.5 text-ink-3">No other artifact is found by that</Command.Empty>
        )}
        {found.map((artifact) => (
          <Command.Item
            key={artifact.id}
            value={artifact.id}
            onSelect={() => choose(artifact.id)}
            className="flex min-h-row cursor-default items-center gap-3 rounded-sm px-2 data-[selected=true]:bg-sunken data-[selected=true]:outline-2 data-[selected=true]:-outline-offset-2 data-[selected=true]:outline-ring"
          >
            <Status kind={artifact.status}>{versionLabel(artifact)}</Status>
            <span className="min-w-0 grow truncate font-medium">{artifact.name}</span>
            <span className="shrink-0 text-sm text-ink-3">
              <RelativeTime date={new Date(artifact.updatedAt)} />
            </span>
          </Command.Item>
        ))}
      </Command.List>
      <p role="status" className="text-sm text-ink-3">
        {isError && "The search did not answer; type again."}
      </p>
    </Command>
  );
}
