"use client";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { notifyDone } from "#lib/client/notify";
import { send } from "#lib/client/send";
import type { ActionResult, Problem } from "#lib/domain/errors";
import type { PersonRecord } from "#lib/domain/people";

type Act<Input, Data> = (input: Input) => Promise<ActionResult<Data>>;

export interface PersonActions {
  createPasswordLink: Act<{ id: string }, { linkSecret: string }>;
  updatePerson: Act<{ id: string; name?: string; role?: "member" | "administrator" }, unknown>;
  deactivatePerson: Act<{ id: string }, unknown>;
  reactivatePerson: Act<{ id: string }, unknown>;
}

export type MenuPerson = Pick<PersonRecord, "id" | "name" | "role" | "deactivatedAt">;

interface PersonDialogProps {
  person: MenuPerson;
  actions: PersonActions;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Sends, and says what is true now; the problem stays in the dialog. */
async function settle<Data>(
  action: Promise<ActionResult<Data>>,
  done: (data: Data) => unknown,
): Promise<Problem | null> {
  const result = await send(action);
  if (!result.ok) return result.problem;
  await done(result.data);
  return null;
}

export function LinkDialog({
  person,
  actions,
  onMade,
  ...open
}: PersonDialogProps & { onMade: (secret: string) => void }) {
  return (
    <ConfirmDialog
      {...open}
      tone="go"
      title={`Make a new password link for ${person.name}?`}
      confirmLabel="Make the link"
      onConfirm={() =>
        settle(actions.createPasswordLink({ id: person.id }), (made) => onMade(made.linkSecret))
      }
    >
      <p>An earlier link stops working now. A password stays until the new link is used.</p>
    </ConfirmDialog>
  );
}

export function RoleDialog({ person, actions, ...open }: PersonDialogProps) {
  const role = person.role === "member" ? "administrator" : "member";
  const promoted = role === "administrator";
  return (
    <ConfirmDialog
      {...open}
      tone="go"
      title={promoted ? `Make ${person.name} an administrator?` : `Make ${person.name} a member?`}
      confirmLabel={promoted ? "Make an administrator" : "Make a member"}
      onConfirm={() =>
        settle(actions.updatePerson({ id: person.id, role }), () =>
          notifyDone(`${person.name} is ${promoted ? "an administrator" : "a member"} now`),
        )
      }
    >
      <p>
        {promoted
          ? "Administrators own everything in the organization, and manage its people, groups and limits."
          : "A member sees what was shared with them, and manages nobody."}
      </p>
    </ConfirmDialog>
  );
}

export function DeactivateDialog({ person, actions, ...open }: PersonDialogProps) {
  return (
    <ConfirmDialog
      {...open}
      title={`Deactivate ${person.name}?`}
      confirmLabel="Deactivate"
      onConfirm={() =>
        settle(actions.deactivatePerson({ id: person.id }), () =>
          notifyDone(`${person.name} is deactivated`, "Every session and token has ended."),
        )
      }
    >
      <p>Every session and API token of {person.name} ends at once, and signing in is refused.</p>
      <p>What they made stays, and so do their groups and roles, for when they are reactivated.</p>
    </ConfirmDialog>
  );
}

export function ReactivateDialog({ person, actions, ...open }: PersonDialogProps) {
  return (
    <ConfirmDialog
      {...open}
      tone="go"
      title={`Reactivate ${person.name}?`}
      confirmLabel="Reactivate"
      onConfirm={() =>
        settle(actions.reactivatePerson({ id: person.id }), () =>
          notifyDone(`${person.name} may sign in again`),
        )
      }
    >
      <p>They may sign in again with the password they had, and have the groups and roles they had.</p>
      <p>Their API tokens stay revoked.</p>
    </ConfirmDialog>
  );
}
