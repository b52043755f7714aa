import { type FieldChange, findChanges } from "./audit";
import { compareContents } from "./comparison";
import { maskChange } from "./comparison-mask";
import { type ArtifactContent, itself } from "./spec-shape";

/**
 * What an audit entry says of a changed artifact: what differs, at names that can be read, with its risk. Order alone is
 * no change; where nothing else is, the entry says that. Anything beside the content is said field by field.
 */
export function findArtifactChanges(before: ArtifactContent, after: ArtifactContent): FieldChange[] {
  const { changes, reorderings } = compareContents(before, after);
  if (changes.length > 0) {
    return changes.map(maskChange).map(({ address, before: old, after: next, risk }) => ({
      path: auditPath(address),
      ...(old !== undefined && { before: old }),
      ...(next !== undefined && { after: next }),
      risk,
    }));
  }
  if (reorderings.length > 0) {
    return reorderings.map(({ address, noun, count }) => ({
      path: auditPath(address) || noun,
      after: `${count} ${noun} in another order`,
    }));
  }
  return findChanges(before, after);
}

function auditPath(address: string): string {
  return address.startsWith(`${itself}/`) ? address.slice(itself.length + 1) : address;
}
