import { valueAt } from "#lib/domain/json-values";
import type { DocumentEdit } from "./document-edits";
import type { DocumentPath } from "./document-places";
import { meansSame } from "./field-texts";

/** The least a process can do with: no more rights than its parent, no capability, nothing written to its files. */
const tightest = [
  { at: ["allowPrivilegeEscalation"], value: false },
  { at: ["capabilities", "drop"], value: ["ALL"] },
  { at: ["readOnlyRootFilesystem"], value: true },
] as const;

/** Asks for the least at a security context; empty when it does already. System calls stay as they are. */
export function tightenSecurity(document: unknown, path: DocumentPath): DocumentEdit[] {
  const added = [...path, "capabilities", "add"];
  return [
    ...tightest
      .filter(({ at, value }) => !meansSame(valueAt(document, [...path, ...at]), value))
      .map(({ at, value }): DocumentEdit => ({ kind: "set", path: [...path, ...at], value })),
    ...((valueAt(document, added) ?? undefined) === undefined
      ? []
      : [{ kind: "remove" as const, path: added }]),
  ];
}
