"use client";
import type { ReactNode } from "react";

export function FactList({ children }: { children: ReactNode }) {
  return <dl className="grid gap-x-3.5 gap-y-2 md:grid-cols-[104px_minmax(0,1fr)]">{children}</dl>;
}

/** One line of a panel: its name at the left, what is so at the right; stacked where it is narrow. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-ink-2 max-md:mt-1">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
