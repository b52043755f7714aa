"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Dialog } from "#components/ui/dialog";
import { FactsForm } from "#components/ui/facts-form";
import { notifyDone } from "#lib/client/notify";
import { send } from "#lib/client/send";
import type { CredentialUses } from "#lib/domain/credentials";
import type { ActionResult } from "#lib/domain/errors";
import { CredentialUseList } from "./credential-use-list";
import { type ChangedCredential, type UpdateCredential, ValuesForm } from "./values-form";

interface CredentialActionsProps {
  credential: ChangedCredential;
  uses: CredentialUses;
  updateCredential: UpdateCredential;
  deleteCredential: (input: { id: string }) => Promise<ActionResult<unknown>>;
}

export function CredentialActions(props: CredentialActionsProps) {
  const { credential, updateCredential } = props;
  const { id, name } = credential;
  const [open, setOpen] = useState<"description" | "values" | null>(null);
  const close = () => setOpen(null);
  const dialog = (which: "description" | "values") => ({
    open: open === which,
    onOpenChange: (next: boolean) => setOpen(next ? which : null),
  });
  return (
    <>
      <Button onClick={() => setOpen("description")}>Change…</Button>
      <Dialog title={`Change ${name}`} {...dialog("description")}>
        <FactsForm
          facts={credential}
          save={(change) => updateCredential({ id, change: { ...change } })}
          onDone={close}
        />
      </Dialog>
      <Button onClick={() => setOpen("values")}>Replace values…</Button>
      <Dialog
        title={`Replace values of ${name}`}
        description="What runs keeps what it was started with; the next start takes the new values."
        {...dialog("values")}
      >
        <ValuesForm credential={credential} updateCredential={updateCredential} onDone={close} />
      </Dialog>
      <DeleteCredential {...props} />
    </>
  );
}

function DeleteCredential({ credential: { id, name }, uses, deleteCredential }: CredentialActionsProps) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={<Button variant="bad">Delete…</Button>}
      title={`Delete ${name}?`}
      confirmLabel="Delete"
      tone="bad"
      onConfirm={async () => {
        const result = await send(deleteCredential({ id }));
        if (!result.ok) return result.problem;
        router.replace("/credentials");
        await notifyDone(`${name} is deleted`);
        return null;
      }}
    >
      {uses.totalCount > 0 ? (
        <div className="grid gap-2">
          <p>What it holds is gone for ever. These name it and cannot be started any more:</p>
          <CredentialUseList uses={uses} />
        </div>
      ) : (
        <p>What it holds is gone for ever. No artifact names it.</p>
      )}
    </ConfirmDialog>
  );
}
