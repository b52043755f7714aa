"use client";
import { useMemo } from "react";
import { ChangeList } from "#components/ui/change-list";
import { changeRow, compareWithDraft } from "#lib/client/draft-merge";
import type { DraftVersion } from "#lib/client/draft-version";
import type { Comparison } from "#lib/domain/comparison";
import { comparisonSentence } from "#lib/domain/comparison-words";

/** What saving the document would change of the draft; null while the document is not right. */
export function useDraftDiff(base: DraftVersion | null, value: unknown): Comparison | null {
  return useMemo(() => base && compareWithDraft(base, value), [base, value]);
}

export function DraftDiff({ comparison }: { comparison: Comparison | null }) {
  if (comparison === null)
    return <p className="text-ink-3">The document has errors; what it would change shows without them.</p>;
  return (
    <>
      <p className="pb-2 text-ink-2">{comparisonSentence(comparison)}</p>
      {comparison.changes.length > 0 && (
        <ChangeList changes={comparison.changes.map(changeRow)} caption="What saving changes" />
      )}
    </>
  );
}
