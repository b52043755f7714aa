"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import type { ActionResult } from "#lib/domain/errors";
import { PasswordLink } from "./password-link";

type Create = (input: {
  name: string;
  administratorName: string;
  administratorEmail: string;
}) => Promise<ActionResult<{ organization: { name: string }; linkSecret: string }>>;

interface Made {
  organization: { name: string };
  administrator: string;
  linkSecret: string;
}

export function CreateOrganization({ createOrganization }: { createOrganization: Create }) {
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Dialog
      title={made ? `${made.organization.name} is made` : "New organization"}
      {...(!made && {
        description: "It sees nothing of the others. Its first administrator adds everybody else.",
      })}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setMade(null);
      }}
      trigger={<Button variant="go">New organization</Button>}
    >
      {made ? (
        <PasswordLink secret={made.linkSecret} name={made.administrator} />
      ) : (
        <NewOrganizationForm createOrganization={createOrganization} onDone={setMade} />
      )}
    </Dialog>
  );
}

interface NewOrganizationFormProps {
  createOrganization: Create;
  onDone: (made: Made) => void;
}

function NewOrganizationForm({ createOrganization, onDone }: NewOrganizationFormProps) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["name", "administratorName", "administratorEmail"],
    act: async (form) => {
      const administrator = textOf(form, "administratorName");
      const result = await createOrganization({
        name: textOf(form, "name"),
        administratorName: administrator,
        administratorEmail: textOf(form, "administratorEmail"),
      });
      return result.ok ? { ok: true, data: { ...result.data, administrator } } : result;
    },
    onDone,
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field label="Name of the organization" required error={errorAt("name")}>
        {(control) => <Input {...control} name="name" autoComplete="off" />}
      </Field>
      <Field label="First administrator" required error={errorAt("administratorName")}>
        {(control) => <Input {...control} name="administratorName" autoComplete="off" />}
      </Field>
      <Field label="Their e-mail" required error={errorAt("administratorEmail")}>
        {(control) => <Input {...control} name="administratorEmail" type="email" autoComplete="off" />}
      </Field>
      <Button type="submit" variant="go" busy={busy} className="justify-self-end">
        Make it and the link
      </Button>
    </form>
  );
}
