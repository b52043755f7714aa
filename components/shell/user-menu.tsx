"use client";
import { ChevronsUpDown } from "lucide-react";
import { startTransition, useState } from "react";
import { DropdownMenu, MenuChoice, MenuItem, MenuLink, MenuSeparator } from "#components/ui/dropdown-menu";
import { chooseTheme, currentTheme, type Theme } from "#lib/client/theme";

const themeOptions = [
  { value: "system", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
] as const satisfies { value: Theme; label: string }[];

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
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem onSelect={() => startTransition(signOut)}>Sign out</MenuItem>
    </DropdownMenu>
  );
}

/** Made when the menu opens, in the browser, so the document can be asked at once. */
function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>(currentTheme);
  return (
    <MenuChoice
      label="Theme"
      value={theme}
      options={themeOptions}
      onChoose={(chosen) => {
        chooseTheme(chosen);
        setTheme(chosen);
      }}
    />
  );
}
