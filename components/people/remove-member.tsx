"use client";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { notifyDone } from "#lib/client/notify";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";

export interface RemoveMemberProps {
  group: { id: string; name: string };
  person: { id: string; name: string };
  removeMember: (input: { id: string; personId: string }) => Promise<ActionResult<unknown>>;
}

export function RemoveMember({ group, person, removeMember }: RemoveMemberProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="plain">
          Remove…<span className="sr-only"> {person.name}</span>
        </Button>
      }
      title={`Remove ${person.name} from ${group.name}?`}
      confirmLabel="Remove"
      onConfirm={async () => {
        const result = await send(removeMember({ id: group.id, personId: person.id }));
        if (!result.ok) return result.problem;
        await notifyDone(`${person.name} is no longer in ${group.name}`);
        return null;
      }}
    >
      <p>What is shared only with this group is out of their sight from now on.</p>
    </ConfirmDialog>
  );
}
