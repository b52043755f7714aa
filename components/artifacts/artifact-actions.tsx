"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button, LinkButton } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Kbd } from "#components/ui/kbd";
import { copyToClipboard } from "#lib/client/clipboard";
import { notifyDone } from "#lib/client/notify";
import { usePageActions } from "#lib/client/page-actions";
import {
  type ArtifactHandle,
  artifactHref,
  objectHref,
  refusal,
  repositoryHref,
} from "#lib/client/registry-view";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";
import { type CloneAction, CloneDialog } from "./clone-dialog";

export type DeleteAction = (input: { id: string; revision: number }) => Promise<ActionResult<null>>;

interface ArtifactActionsProps {
  artifact: ArtifactHandle;
  /** Why it cannot be run now. */
  noRun: string | null;
  clone: CloneAction;
  remove: DeleteAction;
}

/** What can be done with an artifact; what cannot says why. */
export function ArtifactActions({ artifact, noRun, clone, remove }: ArtifactActionsProps) {
  const [open, setOpen] = useState<"clone" | "delete" | null>(null);
  const { id, status, version } = artifact;
  const locked = status === "locked" ? `v${version} is locked for ever; clone it to go on from here` : null;
  const noEdit = locked ?? refusal(artifact, "update");
  const noLock = locked ? `Is locked already, as v${version}` : noEdit;
  const noDelete = locked ? "Locked artifacts are kept for ever" : refusal(artifact, "delete");
  const editHref = `${artifactHref(id)}/edit`;
  const lockHref = `${artifactHref(id)}?dialog=lock`;
  const runHref = `${artifactHref(id)}?dialog=run`;
  const toggle = (name: "clone" | "delete") => (next: boolean) => setOpen(next ? name : null);
  usePageActions([
    { label: "Edit", keys: ["e"], href: editHref, refusal: noEdit },
    { label: "Lock as the next version…", keys: ["l"], href: lockHref, refusal: noLock },
    { label: "Run…", keys: ["r"], href: runHref, refusal: noRun },
    { label: "Clone…", keys: ["d"], run: () => setOpen("clone") },
    { label: "Copy the id", keys: ["i"], run: () => copyToClipboard(id, "id") },
    { label: "Delete the draft…", run: () => setOpen("delete"), refusal: noDelete },
  ]);
  return (
    <>
      {noEdit ? (
        <Button disabledReason={noEdit}>Edit</Button>
      ) : (
        <LinkButton href={editHref}>
          Edit <Kbd>e</Kbd>
        </LinkButton>
      )}
      <CloneDialog
        source={artifact}
        clone={clone}
        trigger={<Button>Clone…</Button>}
        open={open === "clone"}
        onOpenChange={toggle("clone")}
      />
      {noDelete ? (
        <Button variant="bad" disabledReason={noDelete}>
          Delete…
        </Button>
      ) : (
        <DeleteDialog
          artifact={artifact}
          remove={remove}
          open={open === "delete"}
          onOpenChange={toggle("delete")}
        />
      )}
      {noRun ? (
        <Button disabledReason={noRun}>Run…</Button>
      ) : (
        <LinkButton href={runHref} scroll={false}>
          Run… <Kbd>r</Kbd>
        </LinkButton>
      )}
      {noLock ? (
        <Button variant="go" disabledReason={noLock}>
          Lock…
        </Button>
      ) : (
        <LinkButton variant="go" href={lockHref} scroll={false}>
          Lock…
        </LinkButton>
      )}
    </>
  );
}

interface DeleteDialogProps extends Pick<ArtifactActionsProps, "artifact" | "remove"> {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function DeleteDialog({ artifact, remove, ...opening }: DeleteDialogProps) {
  const router = useRouter();
  const { id, name, revision, repository } = artifact;
  async function confirm() {
    const result = await send(remove({ id, revision }));
    if (!result.ok) return result.problem;
    router.push(repository ? repositoryHref(repository.id) : "/artifacts");
    await notifyDone(`Deleted the draft ${name}`);
    return null;
  }
  return (
    <ConfirmDialog
      {...opening}
      trigger={<Button variant="bad">Delete…</Button>}
      title={`Delete the draft ${name}?`}
      confirmLabel="Delete draft"
      onConfirm={confirm}
      blockerLink={objectHref}
    >
      <p>
        The draft and its specification are gone afterwards, for everybody; there is no way back. Its
        repository and what was cloned from it stay, and the audit log keeps what happened.
      </p>
    </ConfirmDialog>
  );
}
