"use client";
import { cn } from "#lib/client/class-names";

export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden="true" className={cn("h-3 motion-safe:animate-pulse rounded-sm bg-line", className)} />
  );
}

const widths = ["w-2/5", "w-1/3", "w-1/2", "w-1/4"];

/** Stands in for a table of as many rows, at the same height, so that nothing moves when the rows come. */
export function SkeletonRows({ rows = 8, tall = false }: { rows?: number; tall?: boolean }) {
  return (
    <div role="status" className="overflow-hidden rounded-lg border border-line bg-surface">
      <span className="sr-only">Loading</span>
      <div className="h-8 bg-sunken" />
      {Array.from({ length: rows }, (_, row) => `row ${row}`).map((id, row) => (
        <div
          key={id}
          className={cn("flex items-center border-t border-line px-3.5", tall ? "h-row-tall" : "h-row")}
        >
          <Skeleton className={widths[row % widths.length] ?? "w-1/3"} />
        </div>
      ))}
    </div>
  );
}
