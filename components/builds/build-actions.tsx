"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { notifyDone, notifyFailed } from "#lib/client/notify";
import { usePageActions } from "#lib/client/page-actions";
import { send } from "#lib/client/send";
import { hasEnded } from "#lib/domain/build-progress";
import type { BuildView } from "#lib/domain/builds";
import type { ActionResult } from "#lib/domain/errors";
import { BuildButton } from "./build-button";

export interface BuildActionsProps {
  build: BuildView;
  /** Why this person may not build or cancel. */
  refusal: string | null;
  retry: (input: { id: string; buildId: string }) => Promise<ActionResult<{ buildIds: string[] }>>;
  cancel: (input: { id: string; buildId: string }) => Promise<ActionResult<null>>;
}

export function BuildActions({ build, refusal, retry, cancel }: BuildActionsProps) {
  const [busy, setBusy] = useState(false);
  const { id: buildId, artifactId: id, number, status, cancelRequestedAt } = build;
  const runs = !hasEnded(status);
  const noCancel = cancelRequestedAt !== null ? "It is being cancelled already" : refusal;
  async function stop() {
    setBusy(true);
    const result = await send(cancel({ id, buildId }));
    setBusy(false);
    if (result.ok) notifyDone(`Build ${number} is being cancelled`);
    else notifyFailed(result.problem.title, result.problem.detail);
  }
  usePageActions(runs ? [{ label: "Cancel the build", keys: ["x"], run: stop, refusal: noCancel }] : []);
  return (
    <>
      {runs && (
        <Button variant="bad" onClick={stop} busy={busy} disabledReason={noCancel}>
          Cancel
        </Button>
      )}
      <BuildButton
        artifactId={id}
        label="Build again"
        refusal={refusal}
        start={() => retry({ id, buildId })}
      />
    </>
  );
}
