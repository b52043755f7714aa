"use client";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { DropdownMenu, MenuItem, MenuSeparator } from "#components/ui/dropdown-menu";
import { PasswordLink } from "./password-link";
import {
  DeactivateDialog,
  LinkDialog,
  type MenuPerson,
  type PersonActions,
  ReactivateDialog,
  RoleDialog,
} from "./person-dialogs";
import { RenameDialog } from "./rename-dialog";

type Open = "link" | "role" | "rename" | "deactivate" | "reactivate";

export function PersonMenu({ person, actions }: { person: MenuPerson; actions: PersonActions }) {
  const [open, setOpen] = useState<Open | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const dialog = (name: Open) => ({
    person,
    actions,
    open: open === name,
    onOpenChange: (next: boolean) => setOpen(next ? name : null),
  });
  return (
    <>
      <PersonMenuItems person={person} onChoose={setOpen} />
      <LinkDialog {...dialog("link")} onMade={setSecret} />
      <RoleDialog {...dialog("role")} />
      <RenameDialog
        {...dialog("rename")}
        name={person.name}
        rename={(name) => actions.updatePerson({ id: person.id, name })}
      />
      <DeactivateDialog {...dialog("deactivate")} />
      <ReactivateDialog {...dialog("reactivate")} />
      <Dialog
        title={`A link for ${person.name}`}
        open={secret !== null}
        onOpenChange={(next) => !next && setSecret(null)}
      >
        {secret && <PasswordLink secret={secret} name={person.name} />}
      </Dialog>
    </>
  );
}

function PersonMenuItems({ person, onChoose }: { person: MenuPerson; onChoose: (open: Open) => void }) {
  return (
    <DropdownMenu
      align="end"
      trigger={
        <Button variant="plain" shape="icon" aria-label={`Actions for ${person.name}`}>
          <Ellipsis aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={() => onChoose("rename")}>Rename…</MenuItem>
      {person.deactivatedAt ? (
        <MenuItem onSelect={() => onChoose("reactivate")}>Reactivate…</MenuItem>
      ) : (
        <>
          <MenuItem onSelect={() => onChoose("role")}>
            {person.role === "member" ? "Make an administrator…" : "Make a member…"}
          </MenuItem>
          <MenuItem onSelect={() => onChoose("link")}>New password link…</MenuItem>
          <MenuSeparator />
          <MenuItem bad onSelect={() => onChoose("deactivate")}>
            Deactivate…
          </MenuItem>
        </>
      )}
    </DropdownMenu>
  );
}
