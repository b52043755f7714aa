"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input, Select } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import type { ActionResult } from "#lib/domain/errors";
import type { PersonInput } from "#lib/domain/people";
import { PasswordLink } from "./password-link";

interface Added {
  person: { name: string };
  linkSecret: string;
}

type CreatePerson = (input: PersonInput) => Promise<ActionResult<Added>>;

export function AddPerson({ createPerson }: { createPerson: CreatePerson }) {
  const [open, setOpen] = useState(false);
  const [added, setAdded] = useState<Added | null>(null);
  return (
    <Dialog
      title={added ? `${added.person.name} is added` : "Add a person"}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        if (next) setAdded(null);
      }}
      trigger={<Button variant="go">Add person</Button>}
    >
      {added ? (
        <PasswordLink secret={added.linkSecret} name={added.person.name} />
      ) : (
        <PersonForm createPerson={createPerson} onDone={setAdded} />
      )}
    </Dialog>
  );
}

function PersonForm({ createPerson, onDone }: { createPerson: CreatePerson; onDone: (one: Added) => void }) {
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["name", "email"],
    act: (form) =>
      createPerson({
        name: textOf(form, "name"),
        email: textOf(form, "email"),
        role: textOf(form, "role") === "administrator" ? "administrator" : "member",
      }),
    onDone,
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field label="Name" required error={errorAt("name")}>
        {(control) => <Input {...control} name="name" autoComplete="off" />}
      </Field>
      <Field
        label="E-mail"
        required
        error={errorAt("email")}
        help="To sign in with. It cannot be changed later."
      >
        {(control) => <Input {...control} name="email" type="email" autoComplete="off" />}
      </Field>
      <Field
        label="Role"
        help="An administrator sees everything here, and manages people, groups and limits."
      >
        {(control) => (
          <Select {...control} name="role" defaultValue="member">
            <option value="member">Member</option>
            <option value="administrator">Administrator</option>
          </Select>
        )}
      </Field>
      <Button type="submit" variant="go" busy={busy} className="justify-self-end">
        Add and make the link
      </Button>
    </form>
  );
}
