import type { z } from "zod";
import { artifactInput } from "#lib/domain/artifacts";
import { type FieldChange, findChanges } from "#lib/domain/audit";
import { compactDocument } from "#lib/domain/compact";
import { artifactRecord } from "#lib/domain/records";
import { writeDocument } from "./spec-document";

/** What of a draft people write, at one revision. */
export const draftVersion = artifactRecord.pick({
  name: true,
  description: true,
  type: true,
  spec: true,
  revision: true,
});
export type DraftVersion = z.infer<typeof draftVersion>;

export interface DraftConflict {
  /** The draft as somebody else saved it meanwhile. */
  theirs: DraftVersion;
  theirChanges: FieldChange[];
  myChanges: FieldChange[];
  /** Fields that both changed, and not to the same. */
  contested: string[];
}

/** What both sides did to `base`, or null when the server's answer or the document is not what it should be. */
export function compareDrafts(base: DraftVersion, current: unknown, document: unknown): DraftConflict | null {
  const theirs = draftVersion.safeParse(current);
  const mine = artifactInput.safeParse(document);
  if (!theirs.success || !mine.success) return null;
  const theirChanges = findChanges(content(base), content(theirs.data));
  const myChanges = findChanges(content(base), content(mine.data));
  const between = findChanges(content(theirs.data), content(mine.data)).map(({ path }) => path);
  const contested = myChanges
    .map(({ path }) => path)
    .filter(
      (path) =>
        between.some((one) => overlap(one, path)) && theirChanges.some((one) => overlap(one.path, path)),
    );
  return { theirs: theirs.data, theirChanges, myChanges, contested };
}

function content({ name, description, spec }: Pick<DraftVersion, "name" | "description" | "spec">) {
  return { name, description, spec };
}

/** A draft as the document people write. */
export function draftText(draft: DraftVersion): string {
  return writeDocument(compactDocument(draft), "yaml");
}

/** Whether one path is the other or inside it. */
function overlap(a: string, b: string): boolean {
  const inside = (outer: string, inner: string) =>
    inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));
  return a === b || inside(a, b) || inside(b, a);
}
