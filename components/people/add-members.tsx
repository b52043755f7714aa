"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Textarea } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import { notifyDone } from "#lib/client/notify";
import { splitList } from "#lib/client/split-list";
import type { ActionResult } from "#lib/domain/errors";

interface AddMembersProps {
  group: { id: string; name: string };
  addMembers: (input: { id: string; emails: string[] }) => Promise<ActionResult<unknown>>;
}

export function AddMembers({ group, addMembers }: AddMembersProps) {
  const [rounds, setRounds] = useState(0);
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["emails"],
    act: (form) => addMembers({ id: group.id, emails: splitList(textOf(form, "emails")) }),
    onDone: () => {
      setRounds(rounds + 1);
      void notifyDone(`Added to ${group.name}`);
    },
  });
  return (
    // A new form after each success: its field is empty.
    <form key={rounds} {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field
        label="E-mail addresses"
        required
        error={errorAt("emails")}
        help="Paste as many as you like: one per line, or parted by commas."
      >
        {(control) => <Textarea {...control} name="emails" rows={4} machine spellCheck={false} />}
      </Field>
      <Button type="submit" variant="go" busy={busy} className="justify-self-start">
        Add to the group
      </Button>
    </form>
  );
}
