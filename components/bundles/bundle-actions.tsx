"use client";
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

export interface BundleActionsProps {
  bundle: Named;
  updateBundle: (input: Named) => Promise<ActionResult<unknown>>;
  retireBundle: (input: { id: string }) => Promise<ActionResult<unknown>>;
}

export function BundleActions({ bundle, updateBundle, retireBundle }: BundleActionsProps) {
  const { id } = bundle;
  const [changing, setChanging] = useState(false);
  return (
    <span className="inline-flex gap-2">
      <Button onClick={() => setChanging(true)}>
        Change…<span className="sr-only"> {id}</span>
      </Button>
      <Dialog title={`Change ${id}`} open={changing} onOpenChange={setChanging}>
        <FactsForm
          facts={bundle}
          save={(facts) => updateBundle({ id, ...facts })}
          onDone={() => setChanging(false)}
        />
      </Dialog>
      <ConfirmDialog
        trigger={
          <Button variant="bad">
            Retire…<span className="sr-only"> {id}</span>
          </Button>
        }
        title={`Retire ${id}?`}
        confirmLabel="Retire"
        onConfirm={async () => {
          const result = await send(retireBundle({ id }));
          if (!result.ok) return result.problem;
          await notifyDone(`${id} is retired`);
          return null;
        }}
      >
        <p>
          It is no longer offered, and there can be no other bundle of this id. Workloads that run with it
          still do.
        </p>
      </ConfirmDialog>
    </span>
  );
}
