"use client";
import { Pencil } from "lucide-react";
import { lazy, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { usePageActions } from "#lib/client/page-actions";
import type { TagList } from "#lib/domain/artifacts";
import type { ActionResult } from "#lib/domain/errors";

// With the dialog, which waits for it: most who see a page change no tag.
const TagForm = lazy(() => import("./tag-form").then((module) => ({ default: module.TagForm })));

export interface TagEditorProps {
  id: string;
  tags: readonly { name: string; value: string }[];
  /** Replaces all tags of the thing. */
  save: (input: { id: string; tags: TagList; replacing?: TagList }) => Promise<ActionResult<unknown>>;
  /** Called in the transition that saves. */
  onSaving: (tags: TagList) => void;
}

/** All tags as lines of text, which can be pasted from anywhere and checked as a whole. */
export function TagEditor(props: TagEditorProps) {
  const [open, setOpen] = useState(false);
  usePageActions([{ label: "Edit tags", keys: ["t"], run: () => setOpen(true) }]);
  return (
    <Dialog
      title="Tags"
      description="Tags are found by search and filters. They may be changed at any time, also on what is locked."
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button variant="plain" shape="icon" className="size-6" aria-label="Edit tags">
          <Pencil aria-hidden />
        </Button>
      }
    >
      <TagForm {...props} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}
