"use client";
import { useRouter } from "next/navigation";
import { Button, LinkButton } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { notifyDone } from "#lib/client/notify";
import {
  type ArtifactHandle,
  artifactHref,
  blockerHref,
  refusal,
  repositoryHref,
} from "#lib/client/registry-view";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";
import { type CloneAction, CloneDialog } from "./clone-dialog";

export type DeleteAction = (input: { id: string; revision: number }) => Promise<ActionResult<null>>;

interface ArtifactActionsProps {
  artifact: ArtifactHandle;
  clone: CloneAction;
  remove: DeleteAction;
}

/** What can be done with an artifact; what cannot says why. */
export function ArtifactActions({ artifact, clone, remove }: ArtifactActionsProps) {
  const { id, status, version } = artifact;
  const locked = status === "locked" ? `v${version} is locked for ever; clone it to go on from here` : null;
  const noEdit = locked ?? refusal(artifact, "update");
  return (
    <>
      {noEdit ? (
        <Button disabledReason={noEdit}>Edit</Button>
      ) : (
        <LinkButton href={`${artifactHref(id)}/edit`}>Edit</LinkButton>
      )}
      <CloneDialog source={artifact} clone={clone} trigger={<Button>Clone…</Button>} />
      <DeleteButton artifact={artifact} remove={remove} />
      {noEdit ? (
        <Button variant="go" disabledReason={locked ? `Is locked already, as v${version}` : noEdit}>
          Lock…
        </Button>
      ) : (
        <LinkButton variant="go" href={`${artifactHref(id)}?dialog=lock`} scroll={false}>
          Lock…
        </LinkButton>
      )}
    </>
  );
}

function DeleteButton({ artifact, remove }: Pick<ArtifactActionsProps, "artifact" | "remove">) {
  const router = useRouter();
  const { id, name, revision, status, repository } = artifact;
  const reason = status === "locked" ? "Locked artifacts are kept for ever" : refusal(artifact, "delete");
  if (reason) {
    return (
      <Button variant="bad" disabledReason={reason}>
        Delete…
      </Button>
    );
  }
  async function confirm() {
    const result = await send(remove({ id, revision }));
    if (!result.ok) return result.problem;
    router.push(repository ? repositoryHref(repository.id) : "/artifacts");
    await notifyDone(`Deleted the draft ${name}`);
    return null;
  }
  return (
    <ConfirmDialog
      trigger={<Button variant="bad">Delete…</Button>}
      title={`Delete the draft ${name}?`}
      confirmLabel="Delete draft"
      onConfirm={confirm}
      blockerLink={blockerHref}
    >
      <p>
        The draft and its specification are gone afterwards, for everybody; there is no way back. Its
        repository and what was cloned from it stay, and the audit log keeps what happened.
      </p>
    </ConfirmDialog>
  );
}
