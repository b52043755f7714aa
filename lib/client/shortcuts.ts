import { useEffect, useEffectEvent, useRef } from "react";
import { matchKeys } from "./action-keys";
import { currentActions, type OfferedAction } from "./page-actions";

const storageKey = "plimsoll:single-keys";

/** Single keys can be turned off (WCAG 2.1.4): speech input and unsteady hands press them by accident. */
export function singleKeysOn(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

export function turnSingleKeys(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
  } catch {
    // Refused storage: single keys stay as they are.
  }
}

/** Where keys mean text, or move in something that is open. */
const ownKeys = "input, textarea, select, [contenteditable], [role=menu]";
/** It has the keys wherever in it the focus is, or is not. */
const isDialogOpen = () => document.querySelector("dialog") !== null;

function isSingleKey(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing)
    return false;
  const inOwn = event.target instanceof HTMLElement && event.target.closest(ownKeys) !== null;
  return !inOwn && !isDialogOpen() && singleKeysOn();
}

function useKeyDown(onKey: (event: KeyboardEvent) => void): void {
  const handle = useEffectEvent(onKey);
  // The keyboard of the whole page is outside React.
  useEffect(() => {
    document.addEventListener("keydown", handle);
    return () => document.removeEventListener("keydown", handle);
  }, []);
}

/** Calls `run` when the single key is pressed anywhere on the page but in a field, a menu or a dialog. */
export function useShortcut(key: string, run: () => void, applies: () => boolean = () => true): void {
  useKeyDown((event) => {
    if (event.key !== key || !isSingleKey(event) || !applies()) return;
    event.preventDefault();
    run();
  });
}

/** Calls `run` for Ctrl or ⌘ with this key, wherever the focus is. */
export function useCommandKey(key: string, run: () => void): void {
  useKeyDown((event) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!command || event.key.toLowerCase() !== key || event.defaultPrevented) return;
    event.preventDefault();
    run();
  });
}

/** Ctrl-Z or ⌘-Z, with Shift or Ctrl-Y the other way: anywhere but in a dialog, whose fields have their own. */
export function useUndoKeys(undo: () => void, redo: () => void): void {
  useKeyDown((event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
    if (isDialogOpen()) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) redo();
    else undo();
  });
}

/** How long after one key the next still belongs to it. */
const sequenceMs = 1200;

/** Has the keys of the actions that are offered do them, anywhere but in a field, a menu or a dialog. */
export function useActionKeys(run: (action: OfferedAction) => void): void {
  const pressed = useRef<{ keys: string[]; at: number }>({ keys: [], at: 0 });
  useKeyDown((event) => {
    if (!isSingleKey(event) || event.key === "Shift") return;
    const { keys, at } = pressed.current;
    const before = event.timeStamp - at < sequenceMs ? keys : [];
    const actions = currentActions();
    const longer = matchKeys(actions, [...before, event.key]);
    const found = longer ?? matchKeys(actions, [event.key]);
    const begun = found === "begun" ? [...(longer ? before : []), event.key] : [];
    pressed.current = { keys: begun, at: event.timeStamp };
    if (found === null) return;
    event.preventDefault();
    if (found !== "begun") run(found.action);
  });
}
