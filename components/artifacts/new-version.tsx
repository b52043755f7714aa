"use client";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { DropdownMenu, MenuItem, MenuLink } from "#components/ui/dropdown-menu";
import { usePageActions } from "#lib/client/page-actions";
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
  const documentHref = `/artifacts/new?repository=${repositoryId}`;
  const next = { label: "New version", keys: ["n"], refusal };
  usePageActions([
    latest ? { ...next, run: () => setCloning(true) } : { ...next, href: documentHref },
    { label: "New version from a document", href: documentHref, refusal },
  ]);
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
        <MenuLink href={documentHref}>From a document</MenuLink>
      </DropdownMenu>
      {latest && <CloneDialog source={latest} clone={clone} open={cloning} onOpenChange={setCloning} />}
    </>
  );
}
