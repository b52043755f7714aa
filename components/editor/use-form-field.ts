import type { DocumentPath } from "#lib/client/document-places";
import { removeField } from "#lib/client/field-edits";
import { formatPath } from "#lib/domain/errors";
import { type EditedField, useEditedDocument, useEditedField } from "./edited-document";

/** A field as the form edits it: emptied, it leaves no empty group behind. `null` is what is not there. */
export function useFormField(path: DocumentPath): EditedField {
  const { value: document, edit } = useEditedDocument();
  const field = useEditedField(path);
  return {
    ...field,
    value: field.value ?? undefined,
    set: (next) =>
      next === undefined ? edit(removeField(document, path), formatPath(path)) : field.set(next),
  };
}
