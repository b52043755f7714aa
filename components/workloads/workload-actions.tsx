"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, LinkButton } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { copyToClipboard } from "#lib/client/clipboard";
import { notifyDone } from "#lib/client/notify";
import { usePageActions } from "#lib/client/page-actions";
import { objectHref, workloadHref } from "#lib/client/registry-view";
import { send } from "#lib/client/send";
import type { WorkloadRefusals } from "#lib/client/workload-refusals";
import type { WorkloadHandle } from "#lib/client/workload-words";
import type { ActionResult } from "#lib/domain/errors";

type RunAction = (input: { id: string }) => Promise<ActionResult<unknown>>;

interface WorkloadActionsProps {
  workload: WorkloadHandle;
  endpoint: string;
  refusals: WorkloadRefusals;
  acts: { start: RunAction; restart: RunAction; stop: RunAction; remove: RunAction };
}

type Verb = keyof WorkloadActionsProps["acts"];

/** What can be done with a workload; what cannot says why. */
export function WorkloadActions({ workload, endpoint, refusals, acts }: WorkloadActionsProps) {
  const [open, setOpen] = useState<Verb | null>(null);
  const { id } = workload;
  const path = workloadHref(id);
  const replaceHref = `${path}/replace`;
  const promoteHref = `${path}?dialog=promote`;
  usePageActions([
    { label: "Start…", run: () => setOpen("start"), refusal: refusals.start },
    { label: "Restart…", run: () => setOpen("restart"), refusal: refusals.restart },
    { label: "Stop…", keys: ["x"], run: () => setOpen("stop"), refusal: refusals.stop },
    { label: "Replace what runs", keys: ["r"], href: replaceHref, refusal: refusals.replace },
    { label: "Promote the draft…", keys: ["p"], href: promoteHref, refusal: refusals.promote },
    { label: "Change the settings", keys: ["s"], href: `${path}/settings`, refusal: refusals.settings },
    { label: "Copy the endpoint", keys: ["c"], run: () => copyToClipboard(endpoint, "endpoint") },
    { label: "Copy the id", keys: ["i"], run: () => copyToClipboard(id, "id") },
    { label: "Delete the workload…", run: () => setOpen("remove"), refusal: refusals.remove },
  ]);
  const dialog = (verb: Verb) => ({
    verb,
    workload,
    act: acts[verb],
    refusal: refusals[verb],
    open: open === verb,
    onOpenChange: (next: boolean) => setOpen(next ? verb : null),
  });
  return (
    <>
      {refusals.start === null ? <VerbDialog {...dialog("start")} /> : <VerbDialog {...dialog("restart")} />}
      <VerbDialog {...dialog("stop")} />
      <VerbDialog {...dialog("remove")} />
      <GoButton href={replaceHref} refusal={refusals.replace}>
        Replace…
      </GoButton>
      {workload.isDraft && (
        <GoButton href={promoteHref} refusal={refusals.promote} variant="go">
          Promote…
        </GoButton>
      )}
    </>
  );
}

interface GoButtonProps {
  href: string;
  refusal: string | null;
  variant?: "go" | "default";
  children: string;
}

function GoButton({ href, refusal, variant = "default", children }: GoButtonProps) {
  if (refusal)
    return (
      <Button variant={variant} disabledReason={refusal}>
        {children}
      </Button>
    );
  return (
    <LinkButton variant={variant} href={href} scroll={false}>
      {children}
    </LinkButton>
  );
}

interface VerbWords {
  label: string;
  title: (workload: WorkloadHandle) => string;
  /** What will be true afterwards. */
  means: (workload: WorkloadHandle) => string;
  confirm: string;
  done: (name: string) => string;
  tone: "go" | "bad";
}

const hours = "Its eight hours begin anew.";

const verbWords: Record<Verb, VerbWords> = {
  start: {
    label: "Start…",
    title: ({ name }) => `Start ${name}?`,
    means: ({ runs, isDraft }) =>
      `It runs ${runs} again, at the same endpoint. ${isDraft ? `The draft is taken as it is now. ${hours}` : ""}`,
    confirm: "Start",
    done: (name) => `${name} is being started`,
    tone: "go",
  },
  restart: {
    label: "Restart…",
    title: ({ name }) => `Restart ${name}?`,
    means: ({ runs, isDraft }) =>
      `What runs now ends, and ${runs} is started anew at the same endpoint. Until it is ready, requests are answered with 503. ${isDraft ? `The draft is taken as it is now. ${hours}` : "To change it without an interruption, use Replace."}`,
    confirm: "Restart",
    done: (name) => `${name} is being restarted`,
    tone: "go",
  },
  stop: {
    label: "Stop…",
    title: ({ name }) => `Stop ${name}?`,
    means: ({ replicas }) =>
      `Its ${replicas === 1 ? "replica ends" : `${replicas} replicas end`} after the requests under way, and its endpoint answers 503 until it is started again. Id, endpoint, access, settings and history stay.`,
    confirm: "Stop workload",
    done: (name) => `${name} is being stopped`,
    tone: "bad",
  },
  remove: {
    label: "Delete…",
    title: ({ name }) => `Delete ${name}?`,
    means: ({ runs, replicas }) =>
      `${replicas === 1 ? "Its replica" : `Its ${replicas} replicas`} of ${runs} end, and its endpoint, events, logs, statistics and history are gone, for everybody; there is no way back. The artifact stays, and the audit log keeps what happened.`,
    confirm: "Delete workload",
    done: (name) => `Deleted the workload ${name}`,
    tone: "bad",
  },
};

interface VerbDialogProps {
  verb: Verb;
  workload: WorkloadHandle;
  act: RunAction;
  refusal: string | null;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function VerbDialog({ verb, workload, act, refusal, ...opening }: VerbDialogProps) {
  const router = useRouter();
  const { label, title, means, confirm, done, tone } = verbWords[verb];
  const variant = tone === "bad" ? "bad" : "default";
  if (refusal)
    return (
      <Button variant={variant} disabledReason={refusal}>
        {label}
      </Button>
    );
  async function run() {
    const result = await send(act({ id: workload.id }));
    if (!result.ok) return result.problem;
    if (verb === "remove") router.push("/workloads");
    notifyDone(done(workload.name));
    return null;
  }
  return (
    <ConfirmDialog
      {...opening}
      trigger={<Button variant={variant}>{label}</Button>}
      title={title(workload)}
      confirmLabel={confirm}
      tone={tone}
      onConfirm={run}
      blockerLink={objectHref}
    >
      <p>{means(workload)}</p>
    </ConfirmDialog>
  );
}
