"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { FindingSection } from "#components/ui/finding-list";
import { ProblemNote } from "#components/ui/problem-note";
import { Status } from "#components/ui/status";
import { notifyDone } from "#lib/client/notify";
import type { Finding } from "#lib/client/place-words";
import { objectHref, workloadHref } from "#lib/client/registry-view";
import { send } from "#lib/client/send";
import type { ActionResult, Problem } from "#lib/domain/errors";

interface PromoteDialogProps {
  workload: { id: string; name: string };
  artifactName: string;
  /** From a dry run. */
  preview: { version: number; problems: Finding[]; warnings: Finding[]; effects: string[] };
  promote: (input: { id: string }) => Promise<ActionResult<unknown>>;
}

/** Locks the draft that runs, in place. Open because the URL says so; closing it is going to the workload. */
export function PromoteDialog({ workload, artifactName, preview, promote }: PromoteDialogProps) {
  const router = useRouter();
  const [open, setOpen] = useState(true);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { version, problems, warnings, effects } = preview;
  function close() {
    setOpen(false);
    router.replace(workloadHref(workload.id), { scroll: false });
  }
  async function confirm() {
    setBusy(true);
    const result = await send(promote({ id: workload.id }));
    setBusy(false);
    if (!result.ok) return setProblem(result.problem);
    close();
    notifyDone(`Promoted: ${workload.name} runs ${artifactName} v${version}`);
  }
  return (
    <Dialog
      title={
        <Status kind="locked" className="whitespace-normal text-ink">
          Promote {artifactName} as version {version}
        </Status>
      }
      description="The draft that runs is locked as it is. This cannot be undone."
      open={open}
      onOpenChange={(next) => !next && close()}
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            variant="go"
            busy={busy}
            onClick={confirm}
            disabledReason={problems.length > 0 ? "Something is in the way; see the list above" : null}
          >
            Promote as version {version}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ul className="grid gap-1">
          {effects.map((effect) => (
            <li key={effect}>
              <Status kind="ok" className="whitespace-normal">
                <span className="text-ink">{effect}</span>
              </Status>
            </li>
          ))}
        </ul>
        <FindingSection title="In the way" kind="bad" findings={problems} />
        <FindingSection title="Worth a look first" kind="warn" findings={warnings} />
        {problem && <ProblemNote problem={problem} blockerLink={objectHref} />}
      </div>
    </Dialog>
  );
}
