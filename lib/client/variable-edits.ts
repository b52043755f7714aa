import { asList, valueAt } from "#lib/domain/json-values";
import type { DocumentEdit } from "./document-edits";
import type { DocumentPath } from "./document-places";
import { changeForm } from "./field-edits";

export type VariableText = "name" | "value" | "drCredentialId" | "key";

/** What can be done with a row of the table; the row after the last is one to come. */
export type VariableAction =
  | { do: "type"; index: number; key: VariableText; text: string }
  | { do: "source"; index: number; source: string }
  | { do: "reference"; index: number; drCredentialId: string; key: string }
  /** A key that the variable should not have. */
  | { do: "drop"; index: number; key: string }
  | { do: "remove"; index: number }
  | { do: "move"; index: number; by: -1 | 1 };

/** The edits of an action on the variables at a path; none where it cannot be done. */
export function editVariables(document: unknown, path: DocumentPath, action: VariableAction): DocumentEdit[] {
  const { length } = asList(valueAt(document, path));
  const { index } = action;
  const own = [...path, index];
  if (action.do === "type" && index >= length) {
    const value = action.key === "name" ? { name: action.text } : { name: "", [action.key]: action.text };
    return [{ kind: "insert", path, index: length, value }];
  }
  switch (action.do) {
    case "type":
      return [{ kind: "set", path: [...own, action.key], value: action.text }];
    case "source":
      return changeForm(document, own, "source", action.source);
    case "reference":
      return [
        { kind: "set", path: [...own, "drCredentialId"], value: action.drCredentialId },
        { kind: "set", path: [...own, "key"], value: action.key },
      ];
    case "drop":
      return [{ kind: "remove", path: [...own, action.key] }];
    case "remove":
      return [{ kind: "remove", path: length === 1 ? path : own }];
    case "move": {
      const to = index + action.by;
      return to < 0 || to >= length ? [] : [{ kind: "move", path, from: index, to }];
    }
  }
}
