"use client";
import { type ReactNode, useRef, useState, useTransition } from "react";
import { Button } from "#components/ui/button";
import { ProblemNote } from "#components/ui/problem-note";
import { blockerHref } from "#lib/client/registry-view";
import { send, unanswered } from "#lib/client/send";
import type { DocumentMode } from "#lib/client/spec-document";
import type { ActionResult, Issue, Problem } from "#lib/domain/errors";
import { SpecEditor } from "./spec-editor";

export interface Refused {
  problem: Problem;
  document: unknown;
  /** Saves what the editor then holds. */
  retry: () => void;
}

interface DocumentFormProps<Saved> {
  initialText: string;
  /** Of the editor, to screen readers. */
  label: string;
  /** Where unsaved text is kept in this browser. */
  storageKey: string;
  saveLabel: string;
  save: (document: unknown) => Promise<ActionResult<Saved>>;
  onSaved: (saved: Saved) => void;
  /** A refusal that the page knows better how to show; whatever it is, the text stays. */
  onRefused?: (refused: Refused) => Promise<ReactNode>;
  /** At the foot: the way out, and the keys of the page. */
  children?: ReactNode;
}

const noIssues: Issue[] = [];

/** The editor with its save button: problems stand at their places, and whatever happens, the text stays. */
export function DocumentForm<Saved>(props: DocumentFormProps<Saved>) {
  const { initialText, label, storageKey, saveLabel, save, onSaved, onRefused, children } = props;
  const now = useRef<{ text: string; mode: DocumentMode }>({ text: initialText, mode: "yaml" });
  const [savedText, setSavedText] = useState(initialText);
  const [issues, setIssues] = useState(noIssues);
  const [note, setNote] = useState<ReactNode>(null);
  const [busy, startTransition] = useTransition();

  function submit() {
    if (busy) return;
    const { text, mode } = now.current;
    setNote(null);
    startTransition(async () => {
      // The parser comes with the editor, not with the page.
      const parser = await import("#lib/client/spec-document").catch(() => null);
      if (!parser) return setNote(<Refusal problem={unanswered} />);
      const document = parser.readDocument(text, mode);
      if (!document.readable) return setNote(<Unreadable />);
      const result = await send(save(document.value));
      setIssues(result.ok ? noIssues : result.problem.issues);
      if (!result.ok) return setNote(await explain(result.problem, document.value));
      setSavedText(text);
      onSaved(result.data);
    });
  }
  async function explain(problem: Problem, document: unknown): Promise<ReactNode> {
    return (await onRefused?.({ problem, document, retry: submit })) ?? <Refusal problem={problem} />;
  }
  return (
    <div className="grid gap-3.5">
      {note && <div ref={bringIntoSight}>{note}</div>}
      <SpecEditor
        initialText={initialText}
        label={label}
        storageKey={storageKey}
        savedText={savedText}
        serverIssues={issues}
        onChange={(text, mode) => {
          now.current = { text, mode };
        }}
        onSave={submit}
      />
      <div className="sticky bottom-0 z-10 -my-2 flex flex-wrap items-center justify-end gap-2 bg-bg py-2">
        {children}
        <Button variant="go" busy={busy} onClick={submit}>
          {saveLabel}
        </Button>
      </div>
    </div>
  );
}

/** The button may be pressed far below. */
function bringIntoSight(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

function Unreadable() {
  return (
    <p role="alert" className="rounded-md border border-bad bg-bad-soft px-3 py-2.5">
      Not saved: the document cannot be read. The list of problems says where.
    </p>
  );
}

function Refusal({ problem }: { problem: Problem }) {
  if (problem.code === "unauthenticated") return <SignedOut />;
  if (problem.code !== "invalid") return <ProblemNote problem={problem} blockerLink={blockerHref} />;
  const count = problem.issues.length;
  return (
    <p role="alert" className="rounded-md border border-bad bg-bad-soft px-3 py-2.5">
      Not saved: {count === 1 ? "one thing is not right. It is" : `${count} things are not right. Each is`}{" "}
      marked at its place.
    </p>
  );
}

function SignedOut() {
  return (
    <div role="alert" className="rounded-md border border-warn bg-warn-soft px-3 py-2.5">
      Not saved: you are signed out. Your text stays here.{" "}
      <a
        href="/sign-in"
        target="_blank"
        rel="noreferrer"
        className="font-medium underline underline-offset-2"
      >
        Sign in in a new tab
      </a>
      , come back and save again.
    </div>
  );
}
