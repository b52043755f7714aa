"use client";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import type { ActionResult } from "#lib/domain/errors";

interface RenameDialogProps {
  name: string;
  rename: (name: string) => Promise<ActionResult<unknown>>;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function RenameDialog({ name, rename, open, onOpenChange }: RenameDialogProps) {
  return (
    <Dialog title={`Rename ${name}`} open={open} onOpenChange={onOpenChange}>
      <RenameForm name={name} rename={rename} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

interface RenameFormProps extends Pick<RenameDialogProps, "name" | "rename"> {
  onDone: () => void;
}

function RenameForm({ name, rename, onDone }: RenameFormProps) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["name"],
    act: (form) => rename(textOf(form, "name")),
    onDone: () => {
      onDone();
      void notifyDone("Renamed");
    },
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field label="Name" required error={errorAt("name")}>
        {(control) => <Input {...control} name="name" defaultValue={name} autoComplete="off" />}
      </Field>
      <Button type="submit" variant="go" busy={busy} className="justify-self-end">
        Rename
      </Button>
    </form>
  );
}
