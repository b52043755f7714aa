"use client";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ChangeList } from "#components/ui/change-list";
import type { FieldChange } from "#lib/domain/audit";

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
    <details className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex items-center hover:bg-sunken [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="ml-3.5 size-3.5 shrink-0 text-ink-3 transition-transform group-open:rotate-90"
        />
        {line}
      </summary>
      {open && (
        <div className="border-t border-line bg-sunken px-3.5 py-1.5 md:pl-[42px]">
          <ChangeList changes={changes} caption={caption} />
          <div className="py-1 text-sm text-ink-3">{children}</div>
        </div>
      )}
    </details>
  );
}
