import { artifactInput } from "#lib/domain/artifacts";
import type { FieldChange } from "#lib/domain/audit";
import { ownersOf } from "#lib/domain/change-address";
import { compactDocument } from "#lib/domain/compact";
import { type Change, compareContents } from "#lib/domain/comparison";
import { maskChange } from "#lib/domain/comparison-mask";
import { sameJson } from "#lib/domain/json-values";
import { type Merge, type MergeChoices, mergeContents, resolveMerge } from "#lib/domain/merge";
import { type DocumentEdit, editValue } from "./document-edits";
import type { DraftVersion } from "./draft-version";
import { findEdits } from "./find-edits";

export interface DraftMerge extends Merge {
  /** The draft as somebody else saved it meanwhile. */
  theirs: DraftVersion;
  /** The edits that make of the document what was chosen. */
  decide: (choices: MergeChoices) => DocumentEdit[];
}

/** Whether a document means exactly what a draft already is, as when only the answer of an earlier save was lost. */
export function isSaved(draft: DraftVersion, document: unknown): boolean {
  const mine = artifactInput.safeParse(document);
  return mine.success && sameJson(contentOf(draft), contentOf(mine.data));
}

/** What both sides did to `base`; null when the document is not right, which it was when it was sent. */
export function mergeDrafts(base: DraftVersion, theirs: DraftVersion, document: unknown): DraftMerge | null {
  const mine = artifactInput.safeParse(document);
  if (!mine.success) return null;
  const sides = [contentOf(base), contentOf(mine.data), contentOf(theirs)] as const;
  return {
    ...mergeContents(...sides),
    theirs,
    decide: (choices) => findMergeEdits(document, sides[1], resolveMerge(...sides, choices)),
  };
}

type Content = ReturnType<typeof contentOf>;

function contentOf({ name, description, type, spec }: Omit<DraftVersion, "revision">) {
  return { name, description, type, spec };
}

/**
 * Found between the short forms of both, so that a default that is written out stays, and checked: where somebody writes
 * in a way that the short form does not, the document becomes the short form.
 */
function findMergeEdits(
  document: unknown,
  mine: Content,
  merged: { name: string; description: string; spec: Content["spec"] },
) {
  const wanted = { ...merged, type: mine.type };
  const edits = findEdits(compactDocument(mine), compactDocument(wanted));
  const made = artifactInput.safeParse(editValue(document, edits));
  if (made.success && sameJson(contentOf(made.data), wanted)) return edits;
  return findEdits(document, compactDocument(wanted));
}

/** What saving the document would change of the draft; null while the document is not right. */
export function compareWithDraft(base: DraftVersion, document: unknown) {
  const mine = artifactInput.safeParse(document);
  return mine.success ? compareContents(contentOf(base), contentOf(mine.data)) : null;
}

/** A change as a row of a list, credentials masked: `agent · environment LOG_LEVEL`, as problems name their places. */
export function changeRow(change: Change): FieldChange {
  const { address, words, before, after, risk } = maskChange(change);
  const { group, container } = ownersOf(address);
  return {
    path: [container ?? group, words].filter(Boolean).join(" · "),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    risk,
  };
}
