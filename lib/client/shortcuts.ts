import { useEffect, useEffectEvent } from "react";

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

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable], [role=dialog]") !== null
  );
}

/** Calls `run` when the single key is pressed anywhere on the page but in a field or a dialog. */
export function useShortcut(key: string, run: () => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTyping(event.target) || !singleKeysOn()) return;
    event.preventDefault();
    run();
  });
  // The keyboard of the whole page is outside React.
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
