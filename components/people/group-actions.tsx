"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { notifyDone } from "#lib/client/notify";
import { objectHref } from "#lib/client/registry-view";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";
import { RenameDialog } from "./rename-dialog";

interface GroupActionsProps {
  group: { id: string; name: string };
  updateGroup: (input: { id: string; name: string }) => Promise<ActionResult<unknown>>;
  deleteGroup: (input: { id: string }) => Promise<ActionResult<unknown>>;
}

export function GroupActions({ group, updateGroup, deleteGroup }: GroupActionsProps) {
  const router = useRouter();
  const [renaming, setRenaming] = useState(false);
  return (
    <>
      <Button onClick={() => setRenaming(true)}>Rename…</Button>
      <RenameDialog
        name={group.name}
        rename={(name) => updateGroup({ id: group.id, name })}
        open={renaming}
        onOpenChange={setRenaming}
      />
      <ConfirmDialog
        trigger={<Button variant="bad">Delete…</Button>}
        title={`Delete ${group.name}?`}
        confirmLabel="Delete"
        blockerLink={objectHref}
        onConfirm={async () => {
          const result = await send(deleteGroup({ id: group.id }));
          if (!result.ok) return result.problem;
          router.replace("/admin/groups");
          await notifyDone(`${group.name} is deleted`);
          return null;
        }}
      >
        <p>Everything shared with the group is no longer shared with it. The people in it stay.</p>
      </ConfirmDialog>
    </>
  );
}
