import type { DocumentPath } from "./document-places";

/** What stands at a key of a value of any shape; undefined where nothing can. */
export function memberOf(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

export function valueAt(value: unknown, path: DocumentPath): unknown {
  return path.reduce(memberOf, value);
}

export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
