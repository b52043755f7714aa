"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Kbd } from "#components/ui/kbd";
import { buildHref } from "#lib/client/build-words";
import { notifyFailed } from "#lib/client/notify";
import { usePageActions } from "#lib/client/page-actions";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";

export type StartBuild = () => Promise<ActionResult<{ buildIds: string[] }>>;

interface BuildButtonProps {
  artifactId: string;
  /** "Build", "Build again". */
  label: string;
  /** Why it cannot be built now. */
  refusal: string | null;
  start: StartBuild;
}

/** Asks for a build and goes where it can be watched. */
export function BuildButton({ artifactId, label, refusal, start }: BuildButtonProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  async function run() {
    setBusy(true);
    const result = await send(start());
    setBusy(false);
    if (!result.ok) return notifyFailed(result.problem.title, result.problem.detail);
    const [id] = result.data.buildIds;
    if (id !== undefined) router.push(buildHref({ id, artifactId }));
  }
  usePageActions([{ label, keys: ["b"], run, refusal }]);
  return (
    <Button onClick={run} busy={busy} disabledReason={refusal}>
      {label} {!refusal && <Kbd>b</Kbd>}
    </Button>
  );
}
