"use client";
import { type ReactNode, useState, useTransition } from "react";
import { type DraftMerge, isSaved, mergeDrafts } from "#lib/client/draft-merge";
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
  merge: DraftMerge | null;
  reviewing: boolean;
  /** Save was pressed: a changed draft is reviewed first, a new artifact has nothing to compare with. */
  ask: () => void;
  confirm: () => void;
  cancel: () => void;
  /** Both put together are in the document now; it is saved over theirs next. */
  acceptMerge: () => void;
}

/** Saving a document, whatever may come between: nothing that was typed is given up before the server has it. */
export function useSaving({ saved, save, onSaved }: ArtifactEditorProps, document: ArtifactDocument): Saving {
  const [base, setBase] = useState(saved);
  const [merge, setMerge] = useState<DraftMerge | null>(null);
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
    if (current) meet(current);
    else setNote(<Refusal problem={problem} />);
  }
  function meet(theirs: DraftVersion) {
    if (!base || theirs.revision === base.revision) return;
    setNote(null);
    // An earlier save whose answer was lost has come through: nobody is in the way.
    if (isSaved(theirs, document.value)) setBase(theirs);
    else setMerge(mergeDrafts(base, theirs, document.value));
  }
  return {
    busy,
    note,
    issues,
    base,
    merge,
    reviewing,
    ask,
    confirm,
    cancel: () => setReviewing(false),
    acceptMerge() {
      if (merge) setBase(merge.theirs);
      setMerge(null);
    },
  };
}
