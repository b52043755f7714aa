"use client";
import { type ReactNode, useState, useTransition } from "react";
import { type DraftVersion, draftVersion } from "#lib/client/draft-version";
import { send } from "#lib/client/send";
import { findArtifactIssues } from "#lib/domain/artifacts";
import type { Issue, Problem } from "#lib/domain/errors";
import type { ArtifactEditorProps } from "./artifact-editor-props";
import { NotRight, Refusal, Unreadable } from "./refusal";
import type { ArtifactDocument } from "./use-artifact-document";

const noIssues: Issue[] = [];

export interface Saving {
  busy: boolean;
  /** What the last attempt came to, when it did not save. */
  note: ReactNode;
  /** What the server said of single fields. */
  issues: readonly Issue[];
  /** The saved draft that the document is compared with. */
  base: DraftVersion | null;
  /** Somebody else saved this meanwhile. */
  theirs: DraftVersion | null;
  reviewing: boolean;
  /** Save was pressed: a changed draft is reviewed first, a new artifact has nothing to compare with. */
  ask: () => void;
  confirm: () => void;
  cancel: () => void;
  /** Theirs counts as seen: the document holds what is wanted of it, and is saved over it next. */
  acceptTheirs: (theirs: DraftVersion) => void;
}

/** Saving a document, whatever may come between: nothing that was typed is given up before the server has it. */
export function useSaving({ saved, save, onSaved }: ArtifactEditorProps, document: ArtifactDocument): Saving {
  const [base, setBase] = useState(saved);
  const [theirs, setTheirs] = useState<DraftVersion | null>(null);
  const [issues, setIssues] = useState(noIssues);
  const [note, setNote] = useState<ReactNode>(null);
  const [reviewing, setReviewing] = useState(false);
  const [busy, startTransition] = useTransition();

  function ask() {
    if (busy) return;
    setNote(null);
    if (!document.readable) return setNote(<Unreadable />);
    const wrong = findArtifactIssues(document.value).length;
    if (wrong > 0) return setNote(<NotRight count={wrong} />);
    if (base) setReviewing(true);
    else confirm();
  }
  function confirm() {
    if (busy) return;
    startTransition(async () => {
      const result = await send(save(document.value, base?.revision ?? null));
      setReviewing(false);
      if (!result.ok) return explain(result.problem);
      setIssues(noIssues);
      document.markSaved();
      onSaved(result.data);
    });
  }
  function explain(problem: Problem) {
    setIssues(problem.issues);
    const current = problem.code === "stale" ? draftVersion.safeParse(problem.current).data : undefined;
    if (current) setTheirs(current);
    else setNote(<Refusal problem={problem} />);
  }
  return {
    busy,
    note,
    issues,
    base,
    theirs,
    reviewing,
    ask,
    confirm,
    cancel: () => setReviewing(false),
    acceptTheirs(seen) {
      setBase(seen);
      setTheirs(null);
    },
  };
}
