import { useEffect, useId, useSyncExternalStore } from "react";

/** Something one can do here: the palette offers it, `?` lists its keys, and they do it. */
export interface PageAction {
  /** "Edit", "Lock as the next version…": what happens, as its button says it. */
  label: string;
  /** One key, or keys pressed one after another (`["g", "r"]`). */
  keys?: readonly string[];
  /** Where it leads, or what it does; with neither it is only listed, and its keys are somebody else's to handle. */
  href?: string;
  run?: () => unknown;
  /** Why it cannot be done now. */
  refusal?: string | null;
}

export type ActionScope = "page" | "everywhere";

export interface OfferedAction extends PageAction {
  scope: ActionScope;
}

const offered = new Map<string, readonly OfferedAction[]>();
const listeners = new Set<() => void>();
let all: readonly OfferedAction[] = [];

function offer(id: string, actions: readonly OfferedAction[]): void {
  if (actions.length > 0) offered.set(id, actions);
  else offered.delete(id);
  all = [...offered.values()].flat();
  for (const listener of listeners) listener();
}

/** Offers these actions for as long as the component is on the page. */
export function usePageActions(actions: readonly PageAction[], scope: ActionScope = "page"): void {
  const id = useId();
  // Palette, help and keyboard live outside the page that offers; they get the newest after each rendering.
  useEffect(() => {
    offer(
      id,
      actions.map((action) => ({ ...action, scope })),
    );
  });
  // The same, when it goes.
  useEffect(() => () => offer(id, []), [id]);
}

/** What is offered at this moment, in the order it came onto the page. */
export function currentActions(): readonly OfferedAction[] {
  return all;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const none: readonly OfferedAction[] = [];

export function useOfferedActions(): readonly OfferedAction[] {
  return useSyncExternalStore(subscribe, currentActions, () => none);
}
