import type { ReactNode } from "react";

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="rounded-sm border border-line bg-surface px-[5px] text-xs leading-[17px] text-ink-3">
      {children}
    </kbd>
  );
}
