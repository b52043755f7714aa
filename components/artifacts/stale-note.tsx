import { Button } from "#components/ui/button";
import { ChangeList } from "#components/ui/change-list";
import { Status } from "#components/ui/status";
import type { DraftConflict } from "#lib/client/draft-conflict";

interface StaleNoteProps {
  conflict: DraftConflict;
  /** Saves what is in the editor on top of theirs. */
  onKeepMine: () => void;
  /** Puts their document into the editor and mine aside. */
  onTakeTheirs: () => void;
}

/** Somebody else was faster: what they did, what I did, and who shall win. Nothing is lost until one decides. */
export function StaleNote({ conflict, onKeepMine, onTakeTheirs }: StaleNoteProps) {
  const { theirChanges, myChanges, contested } = conflict;
  return (
    <section role="alert" className="grid gap-3 rounded-lg border border-warn bg-surface p-3.5">
      <div>
        <h2>
          <Status kind="warn" className="whitespace-normal">
            Not saved: somebody else saved this draft while you were writing
          </Status>
        </h2>
        <p className="mt-1 text-ink-2">
          Your text is still in the editor.{" "}
          {contested.length > 0
            ? `Both of you changed ${contested.length === 1 ? "one field" : `${contested.length} fields`}: ${contested.join(", ")}.`
            : "No field was changed by both."}
        </p>
      </div>
      <Side title="They changed" changes={theirChanges} />
      <Side title="You changed" changes={myChanges} />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onTakeTheirs}>Take theirs, put mine aside</Button>
        <Button variant="go" onClick={onKeepMine}>
          Save mine over theirs
        </Button>
      </div>
    </section>
  );
}

function Side({ title, changes }: { title: string; changes: DraftConflict["myChanges"] }) {
  return (
    <div className="border-t border-line pt-2">
      <h3 className="font-medium">{title}</h3>
      {changes.length > 0 ? (
        <ChangeList changes={changes} caption={title} />
      ) : (
        <p className="text-ink-3">Nothing that counts</p>
      )}
    </div>
  );
}
