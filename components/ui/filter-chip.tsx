"use client";
import { ChevronDown, X } from "lucide-react";
import type { ReactElement } from "react";
import { Link } from "#components/ui/link";
import { cn } from "#lib/client/class-names";
import { chipLook } from "./chip";
import { DropdownMenu, MenuLink } from "./dropdown-menu";

export interface LinkOption {
  label: string;
  href: string;
  current?: boolean;
}

interface FilterChipProps {
  /** What is filtered: "Type", "Tag". */
  label: string;
  /** The value in force, or null for any. */
  value: string | null;
  /** The page without this filter; shown as × while there is a value. */
  clearHref: string;
  options: LinkOption[];
}

/** A filter whose every state is a URL. */
export function FilterChip({ label, value, clearHref, options }: FilterChipProps) {
  const shown = (
    <>
      {label}: <span className={value === null ? "" : "font-medium text-ink"}>{value ?? "any"}</span>
    </>
  );
  return (
    <span className={cn(chipLook, "gap-0 p-0")}>
      {options.length > 0 ? (
        <LinkMenu
          options={options}
          trigger={
            <button
              type="button"
              className="flex h-full items-center gap-1.5 rounded-full px-[9px] hover:text-ink"
            >
              <span>{shown}</span>
              {value === null && <ChevronDown aria-hidden />}
            </button>
          }
        />
      ) : (
        <span className="px-[9px]">{shown}</span>
      )}
      {value !== null && (
        <Link
          href={clearHref}
          className="-ml-1.5 flex size-6 items-center justify-center rounded-full hover:text-ink"
          aria-label={`Remove the filter ${label}: ${value}`}
        >
          <X aria-hidden />
        </Link>
      )}
    </span>
  );
}

interface LinkMenuProps {
  options: LinkOption[];
  trigger: ReactElement;
  align?: "start" | "end";
}

function LinkMenu({ options, trigger, align = "start" }: LinkMenuProps) {
  return (
    <DropdownMenu trigger={trigger} align={align}>
      {options.map(({ label, href, current }) => (
        <MenuLink key={href} href={href} aria-current={current ? "true" : undefined}>
          {label}
        </MenuLink>
      ))}
    </DropdownMenu>
  );
}

/** "Updated, newest first": the order in force, and a menu of the others. */
export function SortMenu({ options }: { options: LinkOption[] }) {
  const current = options.find((option) => option.current);
  return (
    <LinkMenu
      options={options}
      align="end"
      trigger={
        <button
          type="button"
          className="inline-flex min-h-6 items-center gap-1.5 rounded-md px-1 text-sm text-ink-3 hover:text-ink [&_svg]:size-3"
        >
          <span className="sr-only">Order: </span>
          {current?.label ?? "Order"}
          <ChevronDown aria-hidden />
        </button>
      }
    />
  );
}
