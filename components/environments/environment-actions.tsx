"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Dialog } from "#components/ui/dialog";
import { FactsForm } from "#components/ui/facts-form";
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

export function EnvironmentActions({
  environment,
  changeEnvironment,
  retireEnvironment,
}: EnvironmentActionsProps) {
  const router = useRouter();
  const [changing, setChanging] = useState(false);
  return (
    <>
      <Button onClick={() => setChanging(true)}>Change…</Button>
      <Dialog title={`Change ${environment.name}`} open={changing} onOpenChange={setChanging}>
        <FactsForm
          facts={environment}
          save={(facts) => changeEnvironment({ id: environment.id, ...facts })}
          onDone={() => setChanging(false)}
        />
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
