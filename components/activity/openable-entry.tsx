"use client";
import { ChevronRight } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { FieldChange } from "#lib/domain/audit";

// What draws changes knows the whole specification: it comes when somebody is about to open an entry.
const load = () => import("#components/ui/change-list");
const ChangeList = lazy(() => load().then((module) => ({ default: module.ChangeList })));

/** Offline it fails when the entry is opened, which says so. */
const preload = () => void load().catch(() => undefined);

interface OpenableEntryProps {
  changes: readonly FieldChange[];
  caption: string;
  /** The head, always seen. */
  line: ReactNode;
  /** Below the changes. */
  children: ReactNode;
}

/** The changes are drawn when they are asked for: of a page of entries they would be most by far. */
export function OpenableEntry({ changes, caption, line, children }: OpenableEntryProps) {
  const [open, setOpen] = useState(false);
  return (
    <details
      className="group"
      onPointerEnter={preload}
      onFocus={preload}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex items-center hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="ml-3.5 size-3.5 shrink-0 text-ink-3 transition-transform group-open:rotate-90"
        />
        {line}
      </summary>
      {open && (
        <div className="border-t border-line bg-sunken px-3.5 py-1.5 md:pl-[42px]">
          <Suspense fallback={<p role="status">Loading…</p>}>
            <ChangeList changes={changes} caption={caption} />
          </Suspense>
          <div className="py-1 text-sm text-ink-3">{children}</div>
        </div>
      )}
    </details>
  );
}
