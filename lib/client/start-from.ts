import { detectImport, importText } from "#lib/domain/imports/import-text";
import type { ImportFailure, ImportResult } from "#lib/domain/imports/ledger";
import { findJsonError } from "./json-syntax";
import { convertDocument, writeDocument } from "./spec-document";

/** What a pasted text became: the text that the editor opens with, and what is to be said of it. */
export interface StartText extends Omit<ImportResult, "document"> {
  yaml: string;
}

/** Any text that can be told by its content → the document to start from; `choice` is of several workloads. */
export function readStartText(text: string, choice = 0): (StartText & { ok: true }) | ImportFailure {
  const kind = detectImport(text);
  if (kind === "artifact") {
    const yaml = findJsonError(text) ? text : (convertDocument(text, "json", "yaml") ?? text);
    return { ok: true, yaml, carried: 0, lost: [], notes: [], choices: [], choice: 0 };
  }
  const outcome = importText(text, kind, choice);
  if (!outcome.ok) return outcome;
  const { document, ...told } = outcome;
  return { ...told, yaml: writeDocument(document, "yaml") };
}
