"use client";
import { createContext, useContext } from "react";
import type { DocumentEdit } from "#lib/client/document-edits";
import type { ImageAnswers } from "#lib/client/document-images";
import type { DocumentPath } from "#lib/client/document-places";
import type { TextProblem } from "#lib/client/spec-document";
import { formatPath } from "#lib/domain/errors";
import { valueAt } from "#lib/domain/json-values";

/** What the views of one document share: the form, the tree, the problem list and the texts. */
export interface EditedDocument {
  /** What the document means now; while its text cannot be read, what it meant last. */
  value: unknown;
  /** Errors and warnings, each with its path. */
  problems: readonly TextProblem[];
  /** What registries tell of the images in it, as far as they have. */
  images: ImageAnswers;
  /** Whether the form may change it: not while its text cannot be read. */
  editable: boolean;
  /** Edits of one burst (the typing in one field) are undone together. */
  edit: (edits: readonly DocumentEdit[], burst?: string) => void;
  /** Shows the place in the form and puts the focus on its field. */
  reveal: (path: DocumentPath) => void;
}

const EditedDocumentContext = createContext<EditedDocument | null>(null);
export const EditedDocumentProvider = EditedDocumentContext.Provider;

export function useEditedDocument(): EditedDocument {
  const edited = useContext(EditedDocumentContext);
  if (!edited) throw new Error("There is no EditedDocumentProvider around this");
  return edited;
}

export interface EditedField {
  /** As written, right or wrong; undefined when it is not there. */
  value: unknown;
  /** Of this very field. */
  error: string | undefined;
  warning: string | undefined;
  /** For the control, so that a problem can put the focus on it. */
  place: { "data-path": string };
  /** Typing of one field is one burst. `undefined` takes the field away. */
  set: (value: unknown) => void;
}

/** One field of the document by its path. */
export function useEditedField(path: DocumentPath): EditedField {
  const { value, problems, edit } = useEditedDocument();
  const name = formatPath(path);
  const own = problems.filter((problem) => problem.path === name);
  return {
    value: valueAt(value, path),
    error: own.find(({ severity }) => severity === "error")?.message,
    warning: own.find(({ severity }) => severity === "warning")?.message,
    place: { "data-path": name },
    set: (next) =>
      edit([next === undefined ? { kind: "remove", path } : { kind: "set", path, value: next }], name),
  };
}
