"use client";
import { Check, Link2 } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { changeHash } from "#lib/client/comparison-view";
import { notifyFailed } from "#lib/client/notify";
import { step, useCursor } from "./change-cursor";

const steps = new Map([
  ["ArrowDown", 1],
  ["ArrowUp", -1],
  ["Home", Number.NEGATIVE_INFINITY],
  ["End", Number.POSITIVE_INFINITY],
]);

/** What changed, as a link to itself; one of all of them is a stop of Tab, arrows lead to the others. */
export function ChangeLink({ address, words }: { address: string; words: string }) {
  const { cursor, isCurrent, isStop } = useCursor(address);
  function move(event: KeyboardEvent) {
    const by = steps.get(event.key);
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    step(cursor, by);
  }
  return (
    <span className="inline-flex items-start gap-1">
      <a
        href={changeHash(address)}
        data-change
        aria-current={isCurrent ? "true" : undefined}
        tabIndex={isStop ? 0 : -1}
        onKeyDown={move}
        onFocus={() => cursor.set(address)}
        className="hover:underline"
      >
        {words}
      </a>
      {isCurrent && <CopyLink address={address} words={words} />}
    </span>
  );
}

function CopyLink({ address, words }: { address: string; words: string }) {
  const [copied, setCopied] = useState(false);
  // Outside a secure context (plain http on a LAN) browsers have no clipboard at all.
  async function copy() {
    try {
      await navigator.clipboard.writeText(new URL(changeHash(address), window.location.href).href);
      setCopied(true);
    } catch {
      notifyFailed("Could not copy the link: it is in the address bar");
    }
  }
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={`Copy the link to ${words}`}
      className="-my-0.5 inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-sunken hover:text-ink print:hidden [&_svg]:size-3"
    >
      {copied ? <Check aria-hidden className="text-ok" /> : <Link2 aria-hidden />}
      <span role="status" className="sr-only">
        {copied && "Copied the link"}
      </span>
    </button>
  );
}
