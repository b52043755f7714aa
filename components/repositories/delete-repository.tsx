"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { copyToClipboard } from "#lib/client/clipboard";
import { notifyDone } from "#lib/client/notify";
import { usePageActions } from "#lib/client/page-actions";
import { objectHref, refusal, type Viewed } from "#lib/client/registry-view";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";
import type { RepositoryRecord } from "#lib/domain/records";

interface DeleteRepositoryProps {
  repository: Viewed<RepositoryRecord>;
  remove: (input: { id: string }) => Promise<ActionResult<null>>;
}

export function DeleteRepository({ repository, remove }: DeleteRepositoryProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { id, name, numDrafts, lastVersionNumber } = repository;
  async function confirm() {
    const result = await send(remove({ id }));
    if (!result.ok) return result.problem;
    router.push("/repositories");
    await notifyDone(`Deleted ${name}`);
    return null;
  }
  const reason = refusal(repository, "delete");
  usePageActions([
    { label: "Copy the id", keys: ["i"], run: () => copyToClipboard(id, "id") },
    { label: "Delete the repository…", run: () => setOpen(true), refusal: reason },
  ]);
  if (reason)
    return (
      <Button variant="bad" disabledReason={reason}>
        Delete…
      </Button>
    );
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant="bad">Delete…</Button>}
      title={`Delete ${name}?`}
      confirmLabel="Delete repository"
      onConfirm={confirm}
      blockerLink={objectHref}
    >
      <p>{draftWords(numDrafts)} gone afterwards, for everybody. What happened stays in the audit log.</p>
      {lastVersionNumber > 0 && (
        <p>
          It has locked versions up to v{lastVersionNumber}. Whether a repository with locked versions may be
          deleted is a policy of your organization.
        </p>
      )}
    </ConfirmDialog>
  );
}

function draftWords(drafts: number): string {
  if (drafts === 0) return "The repository is";
  return drafts === 1 ? "The repository and its draft are" : `The repository and its ${drafts} drafts are`;
}
