"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { RelativeTime } from "#components/ui/relative-time";
import { Status } from "#components/ui/status";
import { cn } from "#lib/client/class-names";
import { notifyDone, notifyFailed } from "#lib/client/notify";
import { usePageActions } from "#lib/client/page-actions";
import { send } from "#lib/client/send";
import { replacementStatusWords } from "#lib/client/workload-words";
import type { ActionResult } from "#lib/domain/errors";
import type { ReplacementRecord } from "#lib/domain/replacements";

interface ReplacementPanelProps {
  replacement: Pick<
    ReplacementRecord,
    | "workloadId"
    | "kind"
    | "status"
    | "message"
    | "warmupMinutes"
    | "keepOldMinutes"
    | "createdAt"
    | "readyAt"
    | "switchedAt"
    | "endedAt"
    | "cancelRequestedAt"
  >;
  /** "claims-agent v4". */
  runs: string;
  /** Why this person may not cancel. */
  refusal: string | null;
  cancel: (input: { id: string }) => Promise<ActionResult<null>>;
}

/** A change of what runs, phase by phase, from being asked for to its end. */
export function ReplacementPanel({ replacement, runs, refusal, cancel }: ReplacementPanelProps) {
  const { workloadId, kind, status, message, endedAt, switchedAt, cancelRequestedAt } = replacement;
  const [busy, setBusy] = useState(false);
  const under = endedAt === null;
  const noCancel =
    refusal ??
    (cancelRequestedAt === null ? null : "It is being cancelled already") ??
    (switchedAt === null ? null : "The new version serves already: replace it with the one before instead");
  async function stop() {
    setBusy(true);
    const result = await send(cancel({ id: workloadId }));
    setBusy(false);
    if (result.ok) notifyDone("The change is being cancelled", "What ran before goes on serving.");
    else notifyFailed(result.problem.title, result.problem.detail);
  }
  usePageActions(under ? [{ label: "Cancel the change", run: stop, refusal: noCancel }] : []);
  const { kind: shape, words } = replacementStatusWords[status];
  return (
    <Panel
      title={kind === "settings" ? "New settings" : `Replacement with ${runs}`}
      note={<Status kind={shape}>{words}</Status>}
      actions={
        under && (
          <Button variant="bad" onClick={stop} busy={busy} disabledReason={noCancel}>
            Cancel
          </Button>
        )
      }
    >
      <ol className="flex flex-wrap gap-x-6 gap-y-1.5">
        {phasesOf(replacement).map((phase) => (
          <Phase key={phase.label} {...phase} />
        ))}
      </ol>
      {message && (
        <p className={cn("mt-2 [overflow-wrap:anywhere]", status === "errored" ? "text-bad" : "text-ink-2")}>
          {message}
        </p>
      )}
      {status === "errored" && (
        <p className="mt-1 text-ink-2">What ran before serves on, as if nothing had been asked.</p>
      )}
    </Panel>
  );
}

interface PhaseProps {
  label: string;
  at: Date | null;
  /** It is what is going on now. */
  current: boolean;
}

function phasesOf(replacement: ReplacementPanelProps["replacement"]): PhaseProps[] {
  const { status, createdAt, readyAt, switchedAt, endedAt, warmupMinutes, keepOldMinutes } = replacement;
  const warming = warmupMinutes > 0 ? ` and warm for ${minutes(warmupMinutes)}` : "";
  const keeping = keepOldMinutes > 0 ? ` after ${minutes(keepOldMinutes)}` : "";
  const isOver = endedAt !== null;
  const failed = status === "errored" || status === "canceled" || status === "canceling";
  return [
    { label: "asked for", at: createdAt, current: false },
    { label: `new version ready${warming}`, at: readyAt, current: readyAt === null && !isOver && !failed },
    {
      label: "requests go to it",
      at: switchedAt,
      current: readyAt !== null && switchedAt === null && !isOver && !failed,
    },
    {
      label: `old version ended${keeping}`,
      at: failed ? null : endedAt,
      current: switchedAt !== null && !isOver,
    },
  ];
}

const minutes = (count: number) => (count === 1 ? "1 minute" : `${count} minutes`);

function Phase({ label, at, current }: PhaseProps) {
  return (
    <li className="flex items-baseline gap-1.5" aria-current={current ? "step" : undefined}>
      {at ? (
        <Status kind="ok">{label}</Status>
      ) : current ? (
        <Status kind="busy">{label}</Status>
      ) : (
        <span className="text-ink-3">{label}</span>
      )}
      {at && (
        <span className="text-sm text-ink-3">
          <RelativeTime date={at} />
        </span>
      )}
    </li>
  );
}
