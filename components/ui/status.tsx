"use client";
import type { ReactNode } from "react";
import { cn } from "#lib/client/class-names";

export type StatusKind = "draft" | "locked" | "ok" | "warn" | "bad" | "busy" | "idle";

const hues: Record<StatusKind, string> = {
  draft: "text-ink-2",
  locked: "text-accent",
  ok: "text-ok",
  warn: "text-warn",
  bad: "text-bad",
  busy: "text-busy",
  idle: "text-ink-2",
};

/** The load line is the mark: an open dashed ring is a draft, the ring with the line through it is locked. */
const shapes: Record<StatusKind, ReactNode> = {
  draft: <circle cx="8" cy="8" r="5.2" strokeDasharray="2.2 2" />,
  locked: (
    <>
      <circle cx="8" cy="8" r="4.8" />
      <path d="M0.8 8h14.4" />
    </>
  ),
  ok: <path d="M3 8.5l3.2 3.2L13 5" />,
  warn: <path d="M8 2.2L14.4 13.5H1.6zM8 6.5v3.2M8 11.6v.1" />,
  bad: <path d="M4 4l8 8M12 4l-8 8" />,
  idle: <path d="M3.8 3.8h8.4v8.4H3.8z" />,
  busy: <path d="M8 2.5a5.5 5.5 0 1 1-5.5 5.5" />,
};

export function StatusIcon({ kind, className }: { kind: StatusKind; className?: string }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden="true"
      className={cn("status-icon", hues[kind], kind === "busy" && "motion-safe:animate-spin", className)}
    >
      {shapes[kind]}
    </svg>
  );
}

/** Shape, word and hue: no one of them alone. The shape stands at the first line, however many there are. */
export function Status({
  kind,
  children,
  className,
}: {
  kind: StatusKind;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span className={cn("status", hues[kind], className)}>
      <StatusIcon kind={kind} className="mt-[calc((1lh-14px)/2)] self-start" />
      {children}
    </span>
  );
}

export function Mark({ className }: { className?: string }) {
  return <StatusIcon kind="locked" className={cn("size-5", className)} />;
}
