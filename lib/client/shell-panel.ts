import { useSyncExternalStore } from "react";

/** What the shell can open above any page. */
export type ShellPanel = "palette" | "keys";

let open: ShellPanel | null = null;
const listeners = new Set<() => void>();

/** Opened by a key, by the top bar, by the hint at a page's foot: so it is nobody's own state. */
export function openPanel(panel: ShellPanel | null): void {
  open = panel;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useShellPanel(): ShellPanel | null {
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => null,
  );
}
