"use client";
import type { ReactNode } from "react";
import { cn } from "#lib/client/class-names";

export const chipLook =
  "inline-flex h-[26px] items-center gap-1.5 whitespace-nowrap rounded-full border border-line bg-surface px-[9px] text-[12.5px] text-ink-2 [&_svg]:size-3 [&_svg]:shrink-0";

export function Chip({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={cn(chipLook, className)}>{children}</span>;
}
