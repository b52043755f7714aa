"use client";
import { Search } from "lucide-react";
import { Kbd } from "#components/ui/kbd";
import { openPanel } from "#lib/client/shell-panel";
import { loadPalette } from "./shell-keys";

/** Its script comes when somebody is about to press. That it does not come is seen when it is pressed. */
function prepare(): void {
  void loadPalette().catch(() => undefined);
}

export function SearchButton() {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-label="Search or jump to…"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => openPanel("palette")}
      onPointerEnter={prepare}
      onFocus={prepare}
      className="flex h-control items-center gap-2 rounded-md border border-line bg-surface px-2 text-ink-3 hover:border-line-strong hover:text-ink-2 max-md:w-control max-md:justify-center max-md:px-0 md:w-[260px]"
    >
      <Search aria-hidden className="size-3.5 md:hidden" />
      <span className="grow text-left max-md:hidden">Search or jump to…</span>
      <span className="max-md:hidden">
        <Kbd>Ctrl K</Kbd>
      </span>
    </button>
  );
}
