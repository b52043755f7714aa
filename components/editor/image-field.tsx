"use client";
import { imageWords } from "#lib/client/document-images";
import { textOfValue } from "#lib/client/field-texts";
import { valueAt } from "#lib/domain/json-values";
import { useEditedDocument } from "./edited-document";
import { TextField } from "./field-controls";
import type { FieldProps } from "./field-row";

/** An image reference, with what its registry tells of it. */
export function ImageField(props: FieldProps) {
  const { value: document, images } = useEditedDocument();
  const answer = images.get(textOfValue(valueAt(document, props.path) ?? undefined));
  return <TextField {...props} note={answer && imageWords(answer)} />;
}
