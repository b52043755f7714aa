"use client";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { splitNames } from "#lib/client/recipient-names";
import { roleWords } from "#lib/client/role-words";
import { send } from "#lib/client/send";
import type { ActionResult } from "#lib/domain/errors";
import type { Role } from "#lib/domain/roles";
import type { NamedRole } from "#lib/domain/sharing-preview";
import { RoleSelect } from "./entry-table";
import { NameBox } from "./name-box";

export type Recipient = Omit<NamedRole, "role">;

export interface FindRecipients {
  /** A few whose name holds the text. */
  like: (input: { text: string }) => Promise<ActionResult<Recipient[]>>;
  /** Exactly the named ones. */
  named: (input: { names: string[] }) => Promise<ActionResult<Recipient[]>>;
}

interface AddRecipientsProps {
  find: FindRecipients;
  mayChooseOwners: boolean;
  onAdd: (found: Recipient[], role: Role) => void;
}

/** One box for any number of people and groups; a name that nobody here has is refused before anything is saved. */
export function AddRecipients({ find, mayChooseOwners, onAdd }: AddRecipientsProps) {
  const [text, setText] = useState("");
  const [role, setRole] = useState<Role>("USER");
  const [error, setError] = useState<string | null>(null);
  const [busy, startTransition] = useTransition();

  function add() {
    const names = splitNames(text);
    if (names.length === 0) return setError("Whom? Write an e-mail address or the name of a group");
    startTransition(async () => {
      const result = await send(find.named({ names }));
      if (!result.ok) return setError(result.problem.detail);
      const known = new Set(result.data.map(({ name }) => name.toLowerCase()));
      const unknown = names.filter((name) => !known.has(name.toLowerCase()));
      onAdd(result.data, role);
      setText(unknown.join(", "));
      setError(unknown.length > 0 ? unknownMessage(unknown) : null);
    });
  }
  return (
    <Panel title="Add people and groups">
      <div className="flex flex-wrap items-start gap-2">
        <NameBox
          text={text}
          error={error}
          onText={(next) => {
            setText(next);
            setError(null);
          }}
          onSubmit={add}
          find={find.like}
        />
        <RoleSelect label="Role" value={role} mayChooseOwners={mayChooseOwners} onChange={setRole} />
        <Button busy={busy} onClick={add}>
          Add
        </Button>
      </div>
      <p className="mt-1.5 text-sm text-ink-3">
        {roleWords[role].label}: {roleWords[role].means}. Nothing is saved yet.
      </p>
    </Panel>
  );
}

function unknownMessage(names: string[]): string {
  return `There is nobody and no group here called ${names.join(", ")}. The others were added.`;
}
