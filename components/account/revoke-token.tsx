"use client";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { notifyDone } from "#lib/client/notify";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";

export interface RevokeTokenProps {
  id: string;
  name: string;
  revokeToken: (input: { id: string }) => Promise<ActionResult<null>>;
}

export function RevokeToken({ id, name, revokeToken }: RevokeTokenProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="bad">
          Revoke…<span className="sr-only"> {name}</span>
        </Button>
      }
      title={`Revoke ${name}?`}
      confirmLabel="Revoke"
      onConfirm={async () => {
        const result = await send(revokeToken({ id }));
        if (!result.ok) return result.problem;
        await notifyDone(`${name} is revoked`);
        return null;
      }}
    >
      <p>Whatever still uses it is refused from the next request on. This cannot be undone.</p>
    </ConfirmDialog>
  );
}
