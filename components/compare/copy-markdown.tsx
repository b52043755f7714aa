"use client";
import { Button } from "#components/ui/button";
import { notifyDone, notifyFailed } from "#lib/client/notify";
import { usePageActions } from "#lib/client/page-actions";

/** For a review, a ticket or a message: what differs, with credentials masked. */
export function CopyMarkdown({ text }: { text: string }) {
  // Outside a secure context (plain http on a LAN) browsers have no clipboard at all.
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      notifyDone("Copied as Markdown");
    } catch {
      notifyFailed("Could not copy: this browser has no clipboard for this page");
    }
  }
  usePageActions([{ label: "Copy as Markdown", keys: ["y"], run: () => void copy() }]);
  return <Button onClick={copy}>Copy as Markdown</Button>;
}
