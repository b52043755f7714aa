"use client";
import { Button } from "#components/ui/button";
import { DropdownMenu, MenuLink } from "#components/ui/dropdown-menu";
import { usePageActions } from "#lib/client/page-actions";
import { compareHref, versionLabel } from "#lib/client/registry-view";

interface Other {
  id: string;
  name: string;
  version: number | null;
}

interface CompareMenuProps {
  id: string;
  /** What it was cloned from, where that is seen. */
  parent: Other | null;
  /** The latest version of its repository, where that is seen. */
  latest: Other | null;
}

/** An artifact beside another one; what comes first in the menu is what the key does. */
export function CompareMenu({ id, parent, latest }: CompareMenuProps) {
  const choices = [
    ...(parent
      ? [{ label: `With ${parent.name} ${versionLabel(parent)}, its origin`, ids: [parent.id, id] }]
      : []),
    ...(latest && latest.id !== id && latest.id !== parent?.id
      ? [{ label: `With ${versionLabel(latest)}, the latest version`, ids: [latest.id, id] }]
      : []),
    { label: "With another…", ids: [id] },
  ];
  const [first] = choices;
  usePageActions([{ label: "Compare", keys: ["c"], href: compareHref(first?.ids ?? [id]) }]);
  return (
    <DropdownMenu align="end" trigger={<Button>Compare…</Button>}>
      {choices.map(({ label, ids }) => (
        <MenuLink key={label} href={compareHref(ids)}>
          {label}
        </MenuLink>
      ))}
    </DropdownMenu>
  );
}
