import type { DocumentPath } from "./document-places";
import type { DocumentMode } from "./spec-document";

/**
 * One change of a document by its meaning. Paths are those of the document before the edit; `set` makes the maps that
 * are missing on the way. `insert` and `move` are of lists, `rename` of a key of a map, which keeps its place.
 */
export type DocumentEdit =
  | { kind: "set"; path: DocumentPath; value: unknown }
  | { kind: "remove"; path: DocumentPath }
  | { kind: "insert"; path: DocumentPath; index: number; value: unknown }
  | { kind: "move"; path: DocumentPath; from: number; to: number }
  | { kind: "rename"; path: DocumentPath; key: string };

/** The value after the edits. */
export function editValue(value: unknown, edits: readonly DocumentEdit[]): unknown {
  throw new Error(`To be written: ${String(value)} ${edits.length}`);
}

/** The text after the edits: comments, order and formatting stay wherever nothing was edited; null when it cannot be read. */
export function editText(text: string, mode: DocumentMode, edits: readonly DocumentEdit[]): string | null {
  throw new Error(`To be written: ${text} ${mode} ${edits.length}`);
}

/** Few and small edits that make one value of another; items of lists are followed by their names. */
export function findEdits(before: unknown, after: unknown): DocumentEdit[] {
  throw new Error(`To be written: ${String(before)} ${String(after)}`);
}
