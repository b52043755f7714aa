"use client";
import { useId, useState } from "react";
import { Button } from "#components/ui/button";
import { ChangeList } from "#components/ui/change-list";
import { SpecValue } from "#components/ui/spec-value";
import { Status } from "#components/ui/status";
import type { DocumentEdit } from "#lib/client/document-edits";
import { changeRow, type DraftMerge } from "#lib/client/draft-merge";
import { maskAt } from "#lib/domain/comparison-mask";
import type { Conflict, MergeChoices, Side } from "#lib/domain/merge";

interface MergePanelProps {
  merge: DraftMerge;
  /** The edits that put both together, as it was chosen. */
  onMerge: (edits: DocumentEdit[]) => void;
}

/** Somebody else was faster: what is taken over as it is, and what one has to choose. Nothing is lost until then. */
export function MergePanel({ merge, onMerge }: MergePanelProps) {
  const [choices, setChoices] = useState<MergeChoices>({});
  const { automatic, conflicts, decide } = merge;
  const theirs = automatic.filter(({ side }) => side === "theirs");
  const open = conflicts.filter(({ address }) => choices[address] === undefined).length;
  return (
    <section role="alert" className="grid gap-3 rounded-lg border border-warn bg-surface p-3.5">
      <div>
        <h2>
          <Status kind="warn" className="whitespace-normal">
            Not saved: somebody else saved this draft while you were writing
          </Status>
        </h2>
        <p className="mt-1 text-ink-2">{summary(theirs.length, conflicts.length)}</p>
      </div>
      {theirs.length > 0 && (
        <div className="border-t border-line pt-2">
          <h3 className="font-medium">Theirs, taken over</h3>
          <ChangeList caption="What they changed and you did not" changes={theirs.map(changeRow)} />
        </div>
      )}
      {conflicts.length > 0 && (
        <div className="border-t border-line pt-2">
          <h3 className="font-medium">Changed by both: choose</h3>
          {conflicts.map((conflict) => (
            <Choice
              key={conflict.address}
              conflict={conflict}
              chosen={choices[conflict.address]}
              onChoose={(side) => setChoices({ ...choices, [conflict.address]: side })}
            />
          ))}
        </div>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button
          variant="go"
          disabledReason={
            open > 0 ? `Choose for ${open === 1 ? "one more field" : `${open} more fields`}` : null
          }
          onClick={() => onMerge(decide(choices))}
        >
          Put both together
        </Button>
      </div>
    </section>
  );
}

function summary(theirs: number, conflicts: number): string {
  const both =
    conflicts === 0
      ? "No field was changed by both."
      : `${conflicts === 1 ? "One field was" : `${conflicts} fields were`} changed by both.`;
  return `Your text is still in the editor. ${both} ${theirs === 0 ? "" : "What only they changed is taken over beside yours. "}You can look at the result, undo it, and then save.`;
}

interface ChoiceProps {
  conflict: Conflict;
  chosen: Side | undefined;
  onChoose: (side: Side) => void;
}

const sides: { side: Side; label: string }[] = [
  { side: "mine", label: "Mine" },
  { side: "theirs", label: "Theirs" },
];

function Choice({ conflict, chosen, onChoose }: ChoiceProps) {
  const name = useId();
  return (
    <fieldset className="grid gap-1 border-t border-line py-2 first-of-type:border-t-0">
      <legend className="contents">
        <code>{conflict.words || conflict.address}</code>
      </legend>
      <p className="text-sm text-ink-3">
        Was <Value address={conflict.address} value={conflict.base} />
      </p>
      {sides.map(({ side, label }) => (
        <label key={side} className="flex min-h-6 items-baseline gap-2">
          <input
            type="radio"
            name={name}
            checked={chosen === side}
            onChange={() => onChoose(side)}
            className="accent-accent"
          />
          <span className="w-12 shrink-0">{label}</span>
          <Value address={conflict.address} value={conflict[side]} />
        </label>
      ))}
    </fieldset>
  );
}

function Value({ address, value }: { address: string; value: unknown }) {
  if (value === undefined || value === null) return <span className="text-ink-3">nothing</span>;
  return (
    <code className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      <SpecValue value={maskAt(address, value)} />
    </code>
  );
}
