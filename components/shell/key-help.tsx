"use client";
import { Kbd } from "#components/ui/kbd";
import { usePageActions } from "#lib/client/page-actions";
import { openPanel } from "#lib/client/shell-panel";

export interface KeyHint {
  /** Pressed together, or one after another: `["Ctrl", "S"]`. */
  keys: string[];
  does: string;
}

const none: KeyHint[] = [];

/** The hint "? keys" at a page's foot. What it opens lists every action offered, and these keys that are none. */
export function KeyHelp({ keys = none }: { keys?: KeyHint[] }) {
  usePageActions(keys.map((hint) => ({ label: hint.does, keys: hint.keys })));
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={() => openPanel("keys")}
      className="inline-flex min-h-6 items-center gap-2 text-sm text-ink-3 hover:text-ink"
    >
      <Kbd>?</Kbd> keys
    </button>
  );
}
