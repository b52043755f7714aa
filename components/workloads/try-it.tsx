"use client";
import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, lazy, Suspense, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { Kbd } from "#components/ui/kbd";
import { Panel } from "#components/ui/panel";
import { ProblemNote } from "#components/ui/problem-note";
import { cn } from "#lib/client/class-names";
import { copyToClipboard } from "#lib/client/clipboard";
import { notifyFailed } from "#lib/client/notify";
import { usePageActions } from "#lib/client/page-actions";
import { readTrial, type TrialText, trialCurl } from "#lib/client/trial-text";
import { useTrial } from "#lib/client/use-trial";
import { takesBody } from "#lib/domain/trial-address";
import { TrialLine } from "./trial-line";

const loadAnswer = () => import("./trial-answer");
const loadParts = () => import("./trial-parts");
const TrialAnswerView = lazy(() => loadAnswer().then((module) => ({ default: module.TrialAnswerView })));
const TrialParts = lazy(() => loadParts().then((module) => ({ default: module.TrialParts })));

interface TryItProps {
  workloadId: string;
  endpoint: string;
  /** Why this person may not send requests. */
  refusal: string | null;
}

const nothing: TrialText = { method: "GET", path: "/", query: "", headers: "", body: "" };
const placed = /^(path|query|headers|body)\b/;

/** A request to the workload from its page, and what comes back: as text, whatever it is. */
export function TryIt({ workloadId, endpoint, refusal }: TryItProps) {
  const [text, setText] = useState(nothing);
  const [open, setOpen] = useState(false);
  const { problem, answer, busy, send, cancel } = useTrial(workloadId);
  const form = useRef<HTMLFormElement>(null);
  const path = useRef<HTMLInputElement>(null);
  usePageActions([
    { label: "Try it", keys: ["t"], run: () => path.current?.select(), refusal },
    { label: "Send the request, from any of its fields", keys: ["Ctrl", "Enter"], refusal },
    { label: "Copy the request as curl", run: () => copyCurl(endpoint, text) },
  ]);
  function change(part: Partial<TrialText>) {
    setText({ ...text, ...part });
    if (part.method && takesBody(part.method)) setOpen(true);
  }
  function sendByKey(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.current?.requestSubmit();
  }
  const errorAt = (part: string) => problem?.issues.find((issue) => issue.path.startsWith(part))?.message;
  const unplaced = problem && !problem.issues.some((issue) => placed.test(issue.path)) ? problem : null;
  return (
    <Panel
      title="Try it"
      note="sent through the gateway, as you"
      actions={<CopyButton copy={() => copyCurl(endpoint, text)} />}
    >
      <form
        ref={form}
        className="grid gap-2.5"
        onSubmit={(event) => {
          event.preventDefault();
          if (refusal === null) void send(readTrial(text));
        }}
        onKeyDown={sendByKey}
        onPointerEnter={() => void loadParts().catch(() => undefined)}
      >
        <TrialLine ref={path} {...{ text, change, busy, cancel, refusal }} error={errorAt("path")} />
        <Disclosure open={open} toggle={() => setOpen(!open)} />
        {open && (
          <Suspense>
            <TrialParts text={text} change={change} errorAt={errorAt} />
          </Suspense>
        )}
      </form>
      {unplaced && (
        <div className="mt-3.5">
          <ProblemNote problem={unplaced} />
        </div>
      )}
      {answer && (
        <Suspense>
          <TrialAnswerView answer={answer} />
        </Suspense>
      )}
    </Panel>
  );
}

async function copyCurl(endpoint: string, text: TrialText): Promise<void> {
  const curl = trialCurl(endpoint, text);
  if (curl === null) return notifyFailed("The path leads out of the workload");
  await copyToClipboard(curl, "request as curl");
}

function CopyButton({ copy }: { copy: () => Promise<void> }) {
  return (
    <Button variant="plain" onClick={copy}>
      Copy as curl
    </Button>
  );
}

function Disclosure({ open, toggle }: { open: boolean; toggle: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button variant="plain" aria-expanded={open} onClick={toggle} className="-ml-2.5">
        <ChevronRight aria-hidden className={cn("size-3.5", open && "rotate-90")} />
        Query, headers and body
      </Button>
      <span className="ml-auto flex items-center gap-1 text-sm text-ink-3 max-md:hidden">
        <Kbd>Ctrl</Kbd>
        <Kbd>Enter</Kbd>
        <span className="pl-0.5">sends</span>
      </span>
    </div>
  );
}
