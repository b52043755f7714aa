"use client";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { DropdownMenu, MenuItem, MenuLink } from "#components/ui/dropdown-menu";
import { type CloneAction, CloneDialog } from "./clone-dialog";

interface NewVersionProps {
  repositoryId: string;
  /** The newest locked version, from which the next usually starts. */
  latest: { id: string; name: string; version: number } | null;
  clone: CloneAction;
  /** Why the viewer may not add to this repository. */
  refusal: string | null;
}

export function NewVersion({ repositoryId, latest, clone, refusal }: NewVersionProps) {
  const [cloning, setCloning] = useState(false);
  if (refusal) {
    return (
      <Button variant="go" disabledReason={refusal}>
        New version
      </Button>
    );
  }
  return (
    <>
      <DropdownMenu
        align="end"
        trigger={
          <Button variant="go">
            New version
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        {latest && (
          <MenuItem onSelect={() => setCloning(true)}>Clone v{latest.version}, the latest…</MenuItem>
        )}
        <MenuLink href={`/artifacts/new?repository=${repositoryId}`}>From a document</MenuLink>
      </DropdownMenu>
      {latest && <CloneDialog source={latest} clone={clone} open={cloning} onOpenChange={setCloning} />}
    </>
  );
}
