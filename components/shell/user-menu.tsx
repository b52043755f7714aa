"use client";
import { ChevronsUpDown } from "lucide-react";
import { lazy, startTransition } from "react";
import { DropdownMenu, MenuItem, MenuLink, MenuSeparator } from "#components/ui/dropdown-menu";
import { openPanel } from "#lib/client/shell-panel";

const ThemeChoice = lazy(() => import("./theme-choice").then((module) => ({ default: module.ThemeChoice })));

interface UserMenuProps {
  name: string;
  email: string;
  accountHref: string;
  signOut: () => Promise<void>;
}

export function UserMenu({ name, email, accountHref, signOut }: UserMenuProps) {
  return (
    <DropdownMenu
      side="top"
      className="min-w-48"
      trigger={
        <button
          type="button"
          className="flex min-h-control w-full items-center gap-2 rounded-md px-2 py-1 text-left hover:bg-surface"
        >
          <span className="min-w-0 grow">
            <span className="sr-only">Account of </span>
            <span className="block truncate">{name}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </button>
      }
    >
      <p className="truncate px-2 py-1 text-sm text-ink-3">{email}</p>
      <MenuLink href={accountHref}>Account</MenuLink>
      <MenuItem onSelect={() => openPanel("keys")}>Keys on this page</MenuItem>
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem onSelect={() => startTransition(signOut)}>Sign out</MenuItem>
    </DropdownMenu>
  );
}
