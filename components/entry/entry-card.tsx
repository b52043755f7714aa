import type { ReactNode } from "react";

interface EntryCardProps {
  title: string;
  description?: ReactNode;
  /** Below the card: where to turn when this is the wrong door. */
  aside?: ReactNode;
  children?: ReactNode;
}

/** What stands before the console: one question on an empty page. */
export function EntryCard({ title, description, aside, children }: EntryCardProps) {
  return (
    <>
      <section className="grid gap-4 rounded-lg border border-line bg-surface p-5">
        <div className="grid gap-1">
          <h1>{title}</h1>
          {description && <div className="text-ink-2 [overflow-wrap:anywhere]">{description}</div>}
        </div>
        {children}
      </section>
      {aside && <div className="mt-3.5 px-5 text-sm text-ink-3">{aside}</div>}
    </>
  );
}
