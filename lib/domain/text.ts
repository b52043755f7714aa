import { formatPath, type Issue } from "./errors";

/**
 * Strings no database or UTF-8 document can hold: NUL (PostgreSQL `text` refuses it) and lone surrogates (they would
 * silently become U+FFFD). Looked for once, in every input of every operation, so that no such string gets further.
 */
export function findUnstorableText(value: unknown, path: readonly PropertyKey[] = []): Issue[] {
  if (typeof value === "string") return isStorable(value) ? [] : [unstorable(path)];
  if (Array.isArray(value)) return value.flatMap((item, index) => findUnstorableText(item, [...path, index]));
  if (typeof value !== "object" || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...(isStorable(key) ? [] : [unstorable([...path, key])]),
    ...findUnstorableText(item, [...path, key]),
  ]);
}

function isStorable(text: string): boolean {
  return !/[\0\p{Surrogate}]/u.test(text);
}

function unstorable(path: readonly PropertyKey[]): Issue {
  return {
    path: formatPath(path),
    message: "Holds a character that cannot be stored (NUL or half of a surrogate pair)",
    code: "unstorable_text",
  };
}
