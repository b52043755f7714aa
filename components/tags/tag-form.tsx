"use client";
import { Button } from "#components/ui/button";
import { DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { readTag, writeTag } from "#lib/client/list-url";
import { notifyUndoable } from "#lib/client/notify";
import type { TagEditorProps } from "./tag-editor";

/** Apart from the dialog, so that each opening starts anew. */
export function TagForm({ id, tags, save, onSaving, onSaved }: TagEditorProps & { onSaved: () => void }) {
  const form = useActionForm({
    fields: [],
    act: async (data) => {
      const saved = parseLines(textOf(data, "tags"));
      onSaving(saved);
      const result = await save({ id, tags: saved });
      return result.ok ? { ok: true, data: saved } : result;
    },
    onDone: (saved) => {
      onSaved();
      const former = tags.map(({ name, value }) => ({ name, value }));
      notifyUndoable("Tags saved", () => save({ id, tags: former, replacing: saved }));
    },
  });
  return (
    <form {...form.formProps} className="grid gap-4">
      <Field label="One tag per line" help="name=value, or a name alone">
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
      {form.unplaced && <ProblemNote problem={form.unplaced} />}
      <div className="flex justify-end gap-2">
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="go" busy={form.busy}>
          Save tags
        </Button>
      </div>
    </form>
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
