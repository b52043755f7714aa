"use client";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";

interface SignOutEverywhereProps {
  signOutEverywhere: () => Promise<ActionResult<never>>;
}

export function SignOutEverywhere({ signOutEverywhere }: SignOutEverywhereProps) {
  return (
    <ConfirmDialog
      trigger={<Button variant="bad">Sign out everywhere…</Button>}
      title="Sign out everywhere?"
      confirmLabel="Sign out everywhere"
      onConfirm={async () => {
        const result = await send(signOutEverywhere());
        return result.ok ? null : result.problem;
      }}
    >
      <p>Every session ends, this one too. API tokens go on working: revoke those one by one.</p>
    </ConfirmDialog>
  );
}
