"use client";
import { useState } from "react";
import { Dialog } from "#components/ui/dialog";
import { Checkbox } from "#components/ui/input";
import { Kbd } from "#components/ui/kbd";
import { singleKeysOn, turnSingleKeys, useShortcut } from "#lib/client/shortcuts";

export interface KeyHint {
  /** Pressed together, or one after another: `["Ctrl", "S"]`. */
  keys: string[];
  does: string;
}

/** The hint "? keys" at a page's foot, and the list it opens. */
export function KeyHelp({ keys }: { keys: KeyHint[] }) {
  const [open, setOpen] = useState(false);
  useShortcut("?", () => setOpen(true));
  return (
    <Dialog
      title="Keys on this page"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <button
          type="button"
          className="inline-flex min-h-6 items-center gap-2 text-sm text-ink-3 hover:text-ink"
        >
          <Kbd>?</Kbd> keys
        </button>
      }
    >
      <dl className="mb-4 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2">
        {[...keys, { keys: ["?"], does: "This list" }].map((hint) => (
          <div key={hint.does} className="contents">
            <dt className="flex gap-1">
              {hint.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{hint.does}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label="Single keys work"
        help="Turn off if you press them by accident, or speak to your computer. Keys with Ctrl stay."
        defaultChecked={singleKeysOn()}
        onChange={(event) => turnSingleKeys(event.target.checked)}
      />
    </Dialog>
  );
}
