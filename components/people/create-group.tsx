"use client";
import { useRouter } from "next/navigation";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { ProblemNote } from "#components/ui/problem-note";
import { textOf, useActionForm } from "#lib/client/action-form";
import type { ActionResult } from "#lib/domain/errors";

interface CreateGroupProps {
  createGroup: (input: { name: string }) => Promise<ActionResult<{ id: string }>>;
}

export function CreateGroup({ createGroup }: CreateGroupProps) {
  return (
    <Dialog
      title="New group"
      description="Share with a group, and whoever is in it has the role."
      trigger={<Button variant="go">New group</Button>}
    >
      <GroupForm createGroup={createGroup} />
    </Dialog>
  );
}

function GroupForm({ createGroup }: CreateGroupProps) {
  const router = useRouter();
  const { busy, unplaced, errorAt, formProps } = useActionForm({
    fields: ["name"],
    act: (form) => createGroup({ name: textOf(form, "name") }),
    onDone: ({ id }) => router.push(`/admin/groups/${id}`),
  });
  return (
    <form {...formProps} className="grid gap-3.5">
      {unplaced && <ProblemNote problem={unplaced} />}
      <Field label="Name" required error={errorAt("name")} help="People are added on its page.">
        {(control) => <Input {...control} name="name" autoComplete="off" />}
      </Field>
      <Button type="submit" variant="go" busy={busy} className="justify-self-end">
        Make the group
      </Button>
    </form>
  );
}
