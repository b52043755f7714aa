import { memberOf, valueAt } from "#lib/domain/json-values";
import { findFieldHint } from "#lib/domain/spec-fields";
import type { DocumentEdit } from "./document-edits";
import type { DocumentPath } from "./document-places";
import { formsOf } from "./spec-schema";

/**
 * Takes a field away, and with it the groups around it that would be left empty. Not further than a list or a whole
 * container, and no group that a person adds and removes as one.
 */
export function removeField(document: unknown, path: DocumentPath): DocumentEdit[] {
  let end = path.length;
  while (end > 1 && isLoose(path.slice(0, end - 1)) && countKeys(document, path.slice(0, end - 1)) <= 1) {
    end -= 1;
  }
  const removed = path.slice(0, end);
  return valueAt(document, removed) === undefined ? [] : [{ kind: "remove", path: removed }];
}

/** These are added and removed as one; empty they still mean something. */
const wholeFields = new Set(["startupProbe", "readinessProbe", "livenessProbe", "imageBuildConfig"]);

function isLoose(path: DocumentPath): boolean {
  const name = path.at(-1);
  if (typeof name !== "string" || path.length === 1 || wholeFields.has(name)) return false;
  return findFieldHint(path)?.widget === "group";
}

function countKeys(document: unknown, path: DocumentPath): number {
  const value = valueAt(document, path);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value).length : 2;
}

/** Makes a map the form that a key decides (`source`), without what only its other forms have. */
export function changeForm(
  document: unknown,
  path: DocumentPath,
  key: string,
  choice: string,
): DocumentEdit[] {
  const value = valueAt(document, path);
  const before = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const known = new Set(Object.keys(findFieldHint(path)?.fields ?? {}));
  const allowed = new Set(
    formsOf(path, { [key]: choice }).flatMap(({ properties = {} }) => Object.keys(properties)),
  );
  return [
    ...(memberOf(value, key) === choice
      ? []
      : [{ kind: "set" as const, path: [...path, key], value: choice }]),
    ...before
      .filter((name) => known.has(name) && !allowed.has(name))
      .map((name) => ({ kind: "remove" as const, path: [...path, name] })),
  ];
}
