import { type DocumentEdit, editValue, isSameValue } from "./document-edits";
import { findEdits } from "./find-edits";
import { type DocumentMode, readDocument, writeDocument } from "./spec-document";
import { reprintYaml } from "./yaml-reprint";

/** The text after the edits: comments, order and formatting stay wherever nothing was edited; null when it cannot be read. */
export function editText(text: string, mode: DocumentMode, edits: readonly DocumentEdit[]): string | null {
  const before = readDocument(text, mode);
  if (!before.readable) return null;
  const value = editValue(before.value, edits);
  if (isSameValue(value, before.value)) return text;
  if (mode === "json") return writeDocument(value, mode);
  const printed = reprintYaml(text, edits);
  return printed !== null && means(printed, value) ? printed : writeDocument(value, mode);
}

function means(text: string, value: unknown): boolean {
  const document = readDocument(text, "yaml");
  return document.readable && isSameValue(document.value, value);
}

/** What was edited in one view, made in the text of the other. */
export function carryOver(text: string, mode: DocumentMode, before: unknown, after: unknown): string | null {
  return editText(text, mode, findEdits(before, after));
}
