import { type EnvFile, parseEnvFile } from "#lib/domain/imports/env-file";
import { asList, memberOf, valueAt } from "#lib/domain/json-values";
import type { DocumentEdit } from "./document-edits";
import type { DocumentPath } from "./document-places";

/**
 * The variables in a pasted text, or null where it is meant for the cell itself. A value may well be `a=b` or have
 * several lines (a key in PEM form), so in a value's cell only a text that is a `.env` through and through counts.
 */
export function readPastedVariables(text: string, cell: string): EnvFile | null {
  if (cell !== "name" && !text.trim().includes("\n")) return null;
  const file = parseEnvFile(text);
  if (file.variables.length === 0) return null;
  return cell === "name" || file.lost.length === 0 ? file : null;
}

export interface PastedVariables {
  edits: DocumentEdit[];
  /** What was done and what could not be read: "3 added, 1 changed. Line 7, foo: This is no NAME=value." */
  note: string;
}

/**
 * Adds what is new and changes what is there, by name and in place; one step to undo. A credential reference stays one:
 * the plain secret beside it in somebody's `.env` does not belong into a document.
 */
export function pasteVariables(document: unknown, path: DocumentPath, file: EnvFile): PastedVariables {
  const rows = asList(valueAt(document, path));
  const places = new Map(rows.map((row, index) => [memberOf(row, "name"), index]));
  const added = file.variables.filter(({ name }) => !places.has(name));
  const known = file.variables.flatMap((variable) => {
    const index = places.get(variable.name);
    return index === undefined ? [] : [{ ...variable, index }];
  });
  const references = known.filter(({ index }) => isReference(rows[index]));
  const changed = known.filter(
    ({ index, value }) => !isReference(rows[index]) && (memberOf(rows[index], "value") ?? "") !== value,
  );
  const same = known.length - references.length - changed.length;
  const counts = [
    added.length > 0 && `${added.length} added`,
    changed.length > 0 && `${changed.length} changed`,
    same > 0 && `${same} as before`,
    references.length > 0 && `kept as references: ${references.map(({ name }) => name).join(", ")}`,
  ].filter(Boolean);
  return {
    edits: [
      ...changed.map(
        ({ index, value }): DocumentEdit => ({ kind: "set", path: [...path, index, "value"], value }),
      ),
      ...added.map(
        (value, place): DocumentEdit => ({ kind: "insert", path, index: rows.length + place, value }),
      ),
    ],
    note: [`${counts.join(", ")}.`, ...file.lost.map(lostWords)].join(" "),
  };
}

function lostWords({ line, what, why }: EnvFile["lost"][number]): string {
  return `Line ${line}, ${what}: ${why}.`;
}

function isReference(row: unknown): boolean {
  const source = memberOf(row, "source");
  return source !== undefined && source !== "string";
}
