"use client";
import { type ReactNode, useId } from "react";
import { cn } from "#lib/client/class-names";

interface PanelProps {
  title?: ReactNode;
  /** Small words beside the title. */
  note?: ReactNode;
  /** At the right end of the head. */
  actions?: ReactNode;
  /** Off for content that brings its own edges, such as a table. */
  padded?: boolean;
  className?: string;
  children: ReactNode;
}

export function Panel({ title, note, actions, padded = true, className, children }: PanelProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={cn("min-w-0 rounded-lg border border-line bg-surface", className)}
    >
      {title && (
        <header className="flex min-h-[39px] flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-3.5 py-1 max-md:py-2">
          <h2 id={id}>{title}</h2>
          {note && <span className="text-sm text-ink-3">{note}</span>}
          {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={cn(padded && "p-3.5")}>{children}</div>
    </section>
  );
}
