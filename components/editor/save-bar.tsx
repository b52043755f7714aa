"use client";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button";
import { textOf } from "#lib/client/document-history";
import { hasComments } from "#lib/client/spec-document";
import { DraftDiff, useDraftDiff } from "./draft-diff";
import { SaveReview } from "./save-review";
import type { ArtifactDocument } from "./use-artifact-document";
import type { Saving } from "./use-saving";

interface SaveBarProps {
  document: ArtifactDocument;
  saving: Saving;
  saveLabel: string;
  /** The way out, and the keys of the page. */
  children?: ReactNode;
}

/** The main action stays in reach, also on narrow screens. */
export function SaveBar({ document, saving, saveLabel, children }: SaveBarProps) {
  const { busy, reviewing, ask } = saving;
  return (
    <div className="sticky bottom-0 z-10 -my-2 flex flex-wrap items-center justify-end gap-2 bg-bg py-2">
      {children}
      {document.dirty && <span className="text-sm text-ink-3">not saved</span>}
      <Button variant="go" busy={busy} onClick={ask}>
        {saveLabel}
      </Button>
      {reviewing && <Review document={document} saving={saving} />}
    </div>
  );
}

function Review({ document, saving }: Pick<SaveBarProps, "document" | "saving">) {
  const diff = useDraftDiff(saving.base, document.value);
  return (
    <SaveReview
      name={saving.base?.name ?? ""}
      changes={diff?.changes.length ?? 0}
      diff={<DraftDiff comparison={diff} />}
      hasComments={hasComments(textOf(document.history, "yaml"))}
      busy={saving.busy}
      onConfirm={saving.confirm}
      onCancel={saving.cancel}
    />
  );
}
