"use client";
import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button";
import { DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import { artifactHref } from "#lib/client/registry-view";
import type { CloneDialogProps } from "./clone-dialog";

/** Apart from the dialog, so that each opening starts anew. */
export function CloneForm({ source, clone }: Pick<CloneDialogProps, "source" | "clone">) {
  const router = useRouter();
  const form = useActionForm({
    fields: ["name"],
    act: (data) => clone({ id: source.id, name: textOf(data, "name") }),
    onDone: ({ id, name }) => {
      router.push(artifactHref(id));
      void notifyDone(`Cloned as ${name}`, "It is a draft: edit it, then lock it as the next version.");
    },
  });
  return (
    <form {...form.formProps} className="grid gap-4">
      <Field label="Name of the new draft" error={form.errorAt("name")} required>
        {(control) => (
          <Input {...control} name="name" maxLength={5000} defaultValue={`${source.name}-next`} />
        )}
      </Field>
      {form.unplaced && <ProblemNote problem={form.unplaced} />}
      <div className="flex justify-end gap-2">
        <DialogClose>Cancel</DialogClose>
        <Button type="submit" variant="go" busy={form.busy}>
          Clone
        </Button>
      </div>
    </form>
  );
}
