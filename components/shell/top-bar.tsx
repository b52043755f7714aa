"use client";
import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "#components/ui/page-header";
import { SearchButton } from "./search-button";

/** The one line of chrome above a page: where one is, and the page's main action. */
export function TopBar({ crumbs, actions }: { crumbs: Crumb[]; actions?: ReactNode }) {
  return (
    <div
      data-screen-only
      className="-mx-4 mb-4 flex h-[52px] items-center gap-3 border-b border-line pr-4 pl-14 md:-mx-7 md:mb-5 md:px-7"
    >
      <Breadcrumb items={crumbs} />
      <div className="ml-auto flex shrink-0 items-center gap-2 md:gap-3">
        <SearchButton />
        {actions}
      </div>
    </div>
  );
}
