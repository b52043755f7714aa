"use client";
import { ChevronDown } from "lucide-react";
import { DropdownMenu, MenuLink, MenuSeparator } from "#components/ui/dropdown-menu";
import { Status } from "#components/ui/status";
import type { ComparedArtifact } from "#lib/client/comparison-view";
import { artifactHref, compareHref } from "#lib/client/registry-view";

interface ArtifactChipsProps {
  artifacts: readonly Pick<ComparedArtifact, "id" | "name" | "status">[];
  labels: readonly string[];
  all: boolean;
}

/** What is compared, the base first; each can be made the base, left out or opened. */
export function ArtifactChips({ artifacts, labels, all }: ArtifactChipsProps) {
  const ids = artifacts.map(({ id }) => id);
  const href = (chosen: string[]) => compareHref(chosen, { all });
  return artifacts.map(({ id, name, status }, index) => {
    const others = ids.filter((_, at) => at !== index);
    return (
      <DropdownMenu
        key={`${id} ${labels[index]}`}
        trigger={
          <button
            type="button"
            className="inline-flex h-[26px] max-w-full min-w-0 items-center gap-1.5 rounded-full border border-line bg-surface px-[9px] text-[12.5px] hover:bg-sunken [&>svg]:size-3 [&>svg]:shrink-0 [&>svg]:text-ink-3"
          >
            <Status kind={status} className="min-w-0">
              <span className="truncate">{labels[index]}</span>
            </Status>
            {index === 0 && <span className="text-ink-2">base</span>}
            <ChevronDown aria-hidden />
          </button>
        }
      >
        <MenuLink href={artifactHref(id)}>Open {name}</MenuLink>
        <MenuSeparator />
        {index > 0 && (
          <MenuLink href={href([id, ...others])}>
            {ids.length === 2 ? "Swap with the base" : "Make it the base"}
          </MenuLink>
        )}
        <MenuLink href={href(others)}>Leave out</MenuLink>
      </DropdownMenu>
    );
  });
}
