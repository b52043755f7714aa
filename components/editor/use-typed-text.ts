import { useState } from "react";
import { meansSame } from "#lib/client/field-texts";

/**
 * The text of a field whose value is no text: what was typed (`08`, half a quoted word) for as long as the document
 * means the same, else what the document says. So undo and the other views win without being asked.
 */
export function useTypedText(
  value: unknown,
  read: (text: string) => unknown,
  write: (value: unknown) => string,
) {
  const [typed, keep] = useState<string | null>(null);
  const text = typed !== null && meansSame(read(typed), value) ? typed : write(value);
  return { text, keep };
}
