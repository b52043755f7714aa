"use client";
import { useMemo } from "react";
import { ChangeList } from "#components/ui/change-list";
import { compareWithDraft } from "#lib/client/draft-merge";
import type { DraftVersion } from "#lib/client/draft-version";
import { ownersOf } from "#lib/domain/change-address";
import type { Change, Comparison } from "#lib/domain/comparison";

/** What saving the document would change of the draft; null while the document is not right. */
export function useDraftDiff(base: DraftVersion | null, value: unknown): Comparison | null {
  return useMemo(() => base && compareWithDraft(base, value), [base, value]);
}

export function DraftDiff({ comparison }: { comparison: Comparison | null }) {
  if (comparison === null)
    return <p className="text-ink-3">The document has errors; what it would change shows without them.</p>;
  const { changes, reorderings } = comparison;
  if (changes.length === 0 && reorderings.length === 0)
    return <p className="text-ink-3">Nothing differs from what is saved.</p>;
  return (
    <>
      {changes.length > 0 && <ChangeList changes={changes.map(toRow)} caption="What saving changes" />}
      {reorderings.length > 0 && (
        <p className="pt-2 text-sm text-ink-3">
          {reorderings.map(({ noun, count }) => `${count} ${noun} in another order`).join(", ")}, which
          changes nothing that runs.
        </p>
      )}
    </>
  );
}

/** `agent · environment LOG_LEVEL`, as the problems name their places. */
function toRow({ address, words, before, after }: Change) {
  const { group, container } = ownersOf(address);
  const path = [container ?? group, words].filter(Boolean).join(" · ");
  return { path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}
