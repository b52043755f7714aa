"use client";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button";
import { DialogClose, DialogContent } from "#components/ui/dialog-content";

interface SaveReviewProps {
  name: string;
  changes: number;
  /** The changes themselves. */
  diff: ReactNode;
  /** Comments are not part of an artifact. */
  hasComments: boolean;
  busy: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** What saving changes, before it does. It is there with the editor: saving must not wait for a script that cannot come. */
export function SaveReview({ name, changes, diff, hasComments, busy, onConfirm, onCancel }: SaveReviewProps) {
  return (
    <DialogContent
      wide
      title={
        changes === 0 ? `Save ${name}` : `Save ${changes} ${changes === 1 ? "change" : "changes"} to ${name}`
      }
      onClose={onCancel}
      footer={
        <>
          <DialogClose>Go on editing</DialogClose>
          <Button variant="go" busy={busy} onClick={onConfirm} autoFocus>
            Save
          </Button>
        </>
      }
    >
      {diff}
      {hasComments && (
        <p className="mt-3 text-sm text-ink-3">
          The comments of the text are not part of an artifact: they stay in this editor only.
        </p>
      )}
    </DialogContent>
  );
}
