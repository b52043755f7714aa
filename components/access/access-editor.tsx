"use client";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { ProblemNote } from "#components/ui/problem-note";
import { notifyUndoable } from "#lib/client/notify";
import { send } from "#lib/client/send";
import type { ActionResult, Problem } from "#lib/domain/errors";
import type { Role, SharedRolesUpdate } from "#lib/domain/roles";
import { isEmptyPreview, type NamedRole, previewSharing, recipientKey } from "#lib/domain/sharing-preview";
import { AddRecipients, type FindRecipients } from "./add-recipients";
import { EntryTable } from "./entry-table";
import { PreviewLines } from "./preview-lines";

export type SaveRoles = (input: {
  id: string;
  update: SharedRolesUpdate;
  replacing?: Pick<NamedRole, "recipientType" | "recipientId" | "role">[];
}) => Promise<ActionResult<null>>;

interface AccessEditorProps {
  id: string;
  /** What it is to people: "this repository". */
  what: string;
  /** The entries as they are saved. */
  entries: NamedRole[];
  /** What reaches people from above, whatever is saved here. */
  inherited?: NamedRole[];
  mayChooseOwners: boolean;
  find: FindRecipients;
  save: SaveRoles;
}

/** The whole list is edited and saved at once, after a look at who gains and who loses. */
export function AccessEditor({
  id,
  what,
  entries,
  inherited = [],
  mayChooseOwners,
  find,
  save,
}: AccessEditorProps) {
  const [draft, setDraft] = useState(entries);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, startTransition] = useTransition();
  const preview = previewSharing(entries, draft, inherited);
  const lastOwner = draft.some(({ role }) => role === "OWNER")
    ? null
    : "Somebody must stay its owner: the last one cannot be removed";

  function change(next: NamedRole[]) {
    setDraft(next);
    setProblem(null);
  }
  function submit() {
    startTransition(async () => {
      const result = await send(save({ id, update: toUpdate(draft) }));
      setProblem(result.ok ? null : nameRecipients(result.problem, draft));
      if (!result.ok) return;
      notifyUndoable(`Saved who has access to ${what}`, () =>
        save({ id, update: toUpdate(entries), replacing: draft }),
      );
    });
  }
  return (
    <div className="grid gap-3.5" data-unsaved={isEmptyPreview(preview) ? undefined : ""}>
      <AddRecipients
        find={find}
        mayChooseOwners={mayChooseOwners}
        onAdd={(found, role) => change(withAdded(draft, found, role))}
      />
      <EntryTable
        entries={draft}
        saved={entries}
        mayChooseOwners={mayChooseOwners}
        onRole={(key, role) =>
          change(draft.map((entry) => (recipientKey(entry) === key ? { ...entry, role } : entry)))
        }
        onRemove={(key) => change(draft.filter((entry) => recipientKey(entry) !== key))}
      />
      {!isEmptyPreview(preview) && (
        <Panel title="What saving changes" className="border-accent">
          <PreviewLines preview={preview} />
          {problem && (
            <div className="mt-3.5">
              <ProblemNote problem={problem} />
            </div>
          )}
          <div className="mt-3.5 flex flex-wrap justify-end gap-2">
            <Button onClick={() => change(entries)}>Discard changes</Button>
            <Button variant="go" busy={busy} onClick={submit} disabledReason={lastOwner}>
              Save access
            </Button>
          </div>
        </Panel>
      )}
    </div>
  );
}

function toUpdate(entries: NamedRole[]): SharedRolesUpdate {
  return { operation: "updateRoles", roles: entries.map(toEntry) };
}

function toEntry({ recipientType, recipientId, role }: NamedRole): SharedRolesUpdate["roles"][number] {
  return { shareRecipientType: recipientType, id: recipientId, role };
}

/** Who is in the list already gets the chosen role; the others are added at its end. */
function withAdded(draft: NamedRole[], found: Omit<NamedRole, "role">[], role: Role): NamedRole[] {
  const added = new Map(found.map((one) => [recipientKey(one), { ...one, role }]));
  const known = draft.map((entry) => added.get(recipientKey(entry)) ?? entry);
  const keys = new Set(draft.map(recipientKey));
  return [...known, ...[...added].filter(([key]) => !keys.has(key)).map(([, entry]) => entry)];
}

/** `roles[3].id` means nothing here: the recipient's name does. */
function nameRecipients(problem: Problem, draft: NamedRole[]): Problem {
  const issues = problem.issues.map((issue) => {
    const index = /^roles\[(\d+)\]/.exec(issue.path)?.[1];
    return index === undefined
      ? { ...issue, path: "" }
      : { ...issue, path: draft[Number(index)]?.name ?? "" };
  });
  return { ...problem, issues };
}
