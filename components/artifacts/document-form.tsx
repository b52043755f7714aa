"use client";
import { type ReactNode, useState, useTransition } from "react";
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
  /** Saves the same text again. */
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
  /** Beside the save button. */
  children?: ReactNode;
}

const noIssues: Issue[] = [];

/** The editor with its save button: problems stand at their places, and whatever happens, the text stays. */
export function DocumentForm<Saved>(props: DocumentFormProps<Saved>) {
  const { initialText, label, storageKey, saveLabel, save, onSaved, onRefused, children } = props;
  const [now, setNow] = useState<{ text: string; mode: DocumentMode }>({ text: initialText, mode: "yaml" });
  const [savedText, setSavedText] = useState(initialText);
  const [issues, setIssues] = useState(noIssues);
  const [note, setNote] = useState<ReactNode>(null);
  const [busy, startTransition] = useTransition();

  function submit(text: string, mode: DocumentMode) {
    if (busy) return;
    startTransition(async () => {
      // The parser comes with the editor, not with the page.
      const parser = await import("#lib/client/spec-document").catch(() => null);
      if (!parser) return setNote(<Refusal problem={unanswered} />);
      const document = parser.readDocument(text, mode);
      if (!document.readable) return setNote(<Unreadable />);
      const result = await send(save(document.value));
      setIssues(result.ok ? noIssues : result.problem.issues);
      setNote(result.ok ? null : await explain(result.problem, document.value, () => submit(text, mode)));
      if (!result.ok) return;
      setSavedText(text);
      onSaved(result.data);
    });
  }
  async function explain(problem: Problem, document: unknown, retry: () => void): Promise<ReactNode> {
    return (await onRefused?.({ problem, document, retry })) ?? <Refusal problem={problem} />;
  }
  return (
    <div className="grid gap-3.5">
      {note}
      <SpecEditor
        initialText={initialText}
        label={label}
        storageKey={storageKey}
        savedText={savedText}
        serverIssues={issues}
        onChange={(text, mode) => setNow({ text, mode })}
        onSave={submit}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        {children}
        <Button variant="go" busy={busy} onClick={() => submit(now.text, now.mode)}>
          {saveLabel}
        </Button>
      </div>
    </div>
  );
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
      Not saved: {count === 1 ? "one thing is" : `${count} things are`} not right. Each is marked at its
      place.
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
