import { Button, LinkButton } from "#components/ui/button";
import { EmptyState } from "#components/ui/states";
import { artifactHref, versionLabel } from "#lib/client/registry-view";
import { type CloneAction, CloneDialog, type CloneSource } from "./clone-dialog";

/** Instead of the editor: why there is nothing to edit, and how to go on. */
export function LockedNotice({ artifact, clone }: { artifact: CloneSource; clone: CloneAction }) {
  return (
    <EmptyState
      title={`${versionLabel(artifact)} is locked and never changes`}
      actions={
        <>
          <CloneDialog source={artifact} clone={clone} trigger={<Button variant="go">Clone…</Button>} />
          <LinkButton href={artifactHref(artifact.id)}>Back to {versionLabel(artifact)}</LinkButton>
        </>
      }
    >
      Name, description and specification are fixed for ever. To go on from here, clone it: the clone is a
      draft, and locking that makes the next version.
    </EmptyState>
  );
}
