"use client";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { changeHash, readChangeHash } from "#lib/client/comparison-view";
import { usePageActions } from "#lib/client/page-actions";

/** Which change one is at. Outside React's state, so that a step redraws two rows and not thousands. */
interface Cursor {
  addresses: readonly string[];
  current: () => string | null;
  subscribe: (listener: () => void) => () => void;
  set: (address: string | null) => void;
}

const CursorContext = createContext<Cursor | null>(null);

/** Browsers refuse more than a few changes of the URL a second, and a held key makes many. */
const settleMs = 200;

function makeCursor(addresses: readonly string[]): Cursor {
  const listeners = new Set<() => void>();
  let current: string | null = null;
  return {
    addresses,
    current: () => current,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set: (address) => {
      current = address;
      for (const listener of listeners) listener();
    },
  };
}

interface ChangeCursorProps {
  /** Of the changes, in the order of the rows. */
  addresses: readonly string[];
  children: ReactNode;
}

/** Around the tables of a comparison: j and k, and the arrows on a change, go from change to change. */
export function ChangeCursor({ addresses, children }: ChangeCursorProps) {
  const [cursor] = useState(() => makeCursor(addresses));
  // The address bar leads to a change, on arrival and by the browser's own buttons.
  useEffect(() => {
    const follow = () => {
      const address = readChangeHash(window.location.hash);
      cursor.set(address !== null && cursor.addresses.includes(address) ? address : null);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, [cursor]);
  const none = addresses.length === 0 ? "Nothing differs" : null;
  usePageActions([
    { label: "Next change", keys: ["j"], run: () => step(cursor, 1), refusal: none },
    { label: "Change before", keys: ["k"], run: () => step(cursor, -1), refusal: none },
  ]);
  return <CursorContext value={cursor}>{children}</CursorContext>;
}

/** Steps by so many changes; not beyond the first and last. */
export function step(cursor: Cursor, by: number): void {
  const { addresses } = cursor;
  const at = addresses.indexOf(cursor.current() ?? "");
  const next = at === -1 ? (by > 0 ? 0 : addresses.length - 1) : at + by;
  const address = addresses[Math.min(Math.max(next, 0), addresses.length - 1)];
  if (address === undefined) return;
  cursor.set(address);
  document.getElementById(address)?.querySelector<HTMLElement>("a[data-change]")?.focus();
  setTimeout(() => {
    if (cursor.current() === address) window.history.replaceState(null, "", changeHash(address));
  }, settleMs);
}

/** The cursor, whether it is at this change, and whether Tab stops here. */
export function useCursor(address: string) {
  const cursor = useContext(CursorContext);
  if (!cursor) throw new Error("A change stands in a ChangeCursor");
  const current = useSyncExternalStore(cursor.subscribe, cursor.current, () => null);
  return {
    cursor,
    isCurrent: current === address,
    isStop: (current ?? cursor.addresses[0]) === address,
  };
}
