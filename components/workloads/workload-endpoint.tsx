"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { CopyText } from "#components/ui/copy-text";
import { notifyFailed } from "#lib/client/notify";
import { usePageActions } from "#lib/client/page-actions";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";
import { visitUrl } from "#lib/domain/visits";

interface WorkloadEndpointProps {
  id: string;
  endpoint: string;
  /** What the browser opens. */
  page: string;
  /** Why this person may not open it. */
  refusal: string | null;
  openInBrowser: (input: { id: string }) => Promise<ActionResult<{ ticket: string }>>;
}

/** Where requests go, for as long as the workload is there, and the way to look at it in a tab of its own. */
export function WorkloadEndpoint({ id, endpoint, page, refusal, openInBrowser }: WorkloadEndpointProps) {
  const [busy, setBusy] = useState(false);
  async function open() {
    // At once, for browsers let only a press open a tab; what runs there must not reach back to this one.
    const tab = window.open("about:blank", "_blank");
    if (tab) tab.opener = null;
    setBusy(true);
    const result = await send(openInBrowser({ id }));
    setBusy(false);
    if (!result.ok) {
      tab?.close();
      return notifyFailed(result.problem.title, result.problem.detail);
    }
    if (!tab)
      return notifyFailed("The browser did not open a tab", "Let this site open tabs, and try again.");
    tab.location.replace(visitUrl(page, result.data.ticket));
  }
  usePageActions([{ label: "Open the endpoint", keys: ["o"], run: open, refusal }]);
  return (
    <p className="mb-1.5 flex min-w-0 items-center gap-x-2">
      <span className="text-sm text-ink-3 max-md:sr-only">endpoint</span>
      <CopyText text={endpoint} label="endpoint" />
      <Button variant="plain" onClick={open} busy={busy} disabledReason={refusal}>
        Open
      </Button>
    </p>
  );
}
