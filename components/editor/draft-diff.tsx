"use client";
import { useMemo } from "react";
import { ChangeList } from "#components/ui/change-list";
import type { DraftVersion } from "#lib/client/draft-version";
import { artifactInput } from "#lib/domain/artifacts";
import { type FieldChange, findChanges } from "#lib/domain/audit";

/** What saving the document would change of the draft; null while the document is not right. */
export function useDraftDiff(base: DraftVersion | null, value: unknown): FieldChange[] | null {
  return useMemo(() => {
    const mine = artifactInput.safeParse(value);
    if (!base || !mine.success) return null;
    const content = ({ name, description, spec }: Pick<DraftVersion, "name" | "description" | "spec">) => ({
      name,
      description,
      spec,
    });
    return findChanges(content(base), content(mine.data));
  }, [base, value]);
}

export function DraftDiff({ changes }: { changes: FieldChange[] | null }) {
  if (changes === null)
    return <p className="text-ink-3">The document has errors; what it would change shows without them.</p>;
  if (changes.length === 0) return <p className="text-ink-3">Nothing differs from what is saved.</p>;
  return <ChangeList changes={changes} caption="What saving changes" />;
}
