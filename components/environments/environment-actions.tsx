"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input, Textarea } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";

interface Named {
  id: string;
  name: string;
  description: string;
}

interface EnvironmentActionsProps {
  environment: Named;
  changeEnvironment: (input: Named) => Promise<ActionResult<unknown>>;
  retireEnvironment: (input: { id: string }) => Promise<ActionResult<unknown>>;
}

export function EnvironmentActions(props: EnvironmentActionsProps) {
  const { environment, retireEnvironment } = props;
  const router = useRouter();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Button onClick={() => setChanging(true)}>Change…</Button>
      <Dialog title={`Change ${environment.name}`} open={changing} onOpenChange={setChanging}>
        <ChangeForm {...props} onDone={() => setChanging(false)} />
      </Dialog>
      <ConfirmDialog
        trigger={<Button variant="bad">Retire…</Button>}
        title={`Retire ${environment.name}?`}
        confirmLabel="Retire"
        onConfirm={async () => {
          const result = await send(retireEnvironment({ id: environment.id }));
          if (!result.ok) return result.problem;
          router.replace("/admin/environments");
          await notifyDone(`${environment.name} is retired`);
          return null;
        }}
      >
        <p>It is no longer offered. Artifacts that are built with it still can be.</p>
      </ConfirmDialog>
    </>
  );
}

interface ChangeFormProps extends Pick<EnvironmentActionsProps, "environment" | "changeEnvironment"> {
  onDone: () => void;
}

function ChangeForm({ environment, changeEnvironment, onDone }: ChangeFormProps) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["name", "description"],
    act: (form) =>
      changeEnvironment({
        id: environment.id,
        name: textOf(form, "name"),
        description: textOf(form, "description"),
      }),
    onDone: () => {
      onDone();
      void notifyDone("Changed");
    },
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field label="Name" required error={errorAt("name")}>
        {(control) => <Input {...control} name="name" defaultValue={environment.name} autoComplete="off" />}
      </Field>
      <Field label="Description" error={errorAt("description")}>
        {(control) => (
          <Textarea {...control} name="description" rows={3} defaultValue={environment.description} />
        )}
      </Field>
      <Button type="submit" variant="go" busy={busy} className="justify-self-end">
        Change
      </Button>
    </form>
  );
}
