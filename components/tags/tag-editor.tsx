"use client";
import { Pencil } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { readTag, writeTag } from "#lib/client/list-url";
import { notifyDone } from "#lib/client/notify";
import { type TagList, tagList } from "#lib/domain/artifacts";
import type { ActionResult, Problem } from "#lib/domain/errors";

interface TagEditorProps {
  id: string;
  tags: readonly { name: string; value: string }[];
  /** Replaces all tags of the thing. */
  save: (input: { id: string; tags: TagList }) => Promise<ActionResult<unknown>>;
}

/** All tags as lines of text, which can be pasted from anywhere and checked as a whole. */
export function TagEditor({ id, tags, save }: TagEditorProps) {
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, startTransition] = useTransition();

  function changeOpen(next: boolean) {
    setOpen(next);
    setError(undefined);
    setProblem(null);
  }
  function submit(form: FormData) {
    const parsed = tagList.safeParse(parseLines(String(form.get("tags"))));
    setError(parsed.error?.issues[0]?.message);
    if (!parsed.success) return;
    startTransition(async () => {
      const result = await save({ id, tags: parsed.data });
      if (!result.ok) return setProblem(result.problem);
      changeOpen(false);
      await notifyDone("Tags saved");
    });
  }
  return (
    <Dialog
      title="Tags"
      description="Tags are found by search and filters. They may be changed at any time, also on what is locked."
      open={open}
      onOpenChange={changeOpen}
      trigger={
        <Button variant="plain" shape="icon" className="size-6" aria-label="Edit tags">
          <Pencil aria-hidden />
        </Button>
      }
    >
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        <Field label="One tag per line" help="name=value, or a name alone" error={error}>
          {(control) => (
            <Textarea
              {...control}
              name="tags"
              rows={Math.min(12, Math.max(4, tags.length + 2))}
              defaultValue={tags.map(writeTag).join("\n")}
              placeholder={"team=claims\nenvironment=production"}
            />
          )}
        </Field>
        {problem && <ProblemNote problem={problem} />}
        <div className="flex justify-end gap-2">
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <Button type="submit" variant="go" busy={busy}>
            Save tags
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function parseLines(text: string): { name: string; value: string }[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const { tagKeys, tagValues } = readTag(line);
      return { name: tagKeys?.[0] ?? "", value: tagValues?.[0] ?? "" };
    });
}
