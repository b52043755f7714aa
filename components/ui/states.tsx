"use client";
import type { ReactNode } from "react";
import { cn } from "#lib/client/class-names";
import { Status, type StatusKind } from "./status";

interface StateProps {
  title: string;
  /** What it means and what to do now. */
  children?: ReactNode;
  actions?: ReactNode;
}

function State({ title, children, actions, icon }: StateProps & { icon?: StatusKind }) {
  return (
    <div className="grid justify-items-start gap-2 rounded-lg border border-line bg-surface px-5 py-8">
      <h2>{icon ? <Status kind={icon}>{title}</Status> : title}</h2>
      {children && <div className="max-w-[68ch] text-ink-2">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

export function EmptyState(props: StateProps) {
  return <State {...props} />;
}

export function ErrorState({ requestId, ...props }: StateProps & { requestId?: string | undefined }) {
  return (
    <State {...props} icon="bad">
      {props.children}
      {requestId && (
        <p className="mt-2 text-sm">
          Request <code>{requestId}</code>
        </p>
      )}
    </State>
  );
}

export function NotAllowedState(props: StateProps) {
  return <State {...props} icon="warn" />;
}

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
