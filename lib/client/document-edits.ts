import { memberOf, valueAt } from "#lib/domain/json-values";
import type { DocumentPath } from "./document-places";

/**
 * One change of a document by its meaning. Edits are made one after another: each path is of the document as the edits
 * before it left it. `set` and `insert` make the maps and lists that are missing on the way; `insert` and `move` are of
 * lists, where `to` counts without the item that moves; `rename` is of a key of a map, which keeps its place.
 * What cannot be done changes nothing: removing what is not there, renaming to a key that is taken.
 */
export type DocumentEdit =
  | { kind: "set"; path: DocumentPath; value: unknown }
  | { kind: "remove"; path: DocumentPath }
  | { kind: "insert"; path: DocumentPath; index: number; value: unknown }
  | { kind: "move"; path: DocumentPath; from: number; to: number }
  | { kind: "rename"; path: DocumentPath; key: string };

export type JsonMap = Readonly<Record<string, unknown>>;

/** A value as documents have it: without classes, so every object that is no list is a map. */
export function isJsonMap(value: unknown): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isJsonList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The value after the edits; the one given stays as it is. */
export function editValue(value: unknown, edits: readonly DocumentEdit[]): unknown {
  return edits.reduce(editOnce, value);
}

function editOnce(value: unknown, edit: DocumentEdit): unknown {
  const { path } = edit;
  if (edit.kind === "set") return changeAt(value, path, () => edit.value);
  if (edit.kind === "insert") {
    return changeAt(value, path, (list) => insertItem(isJsonList(list) ? list : [], edit.index, edit.value));
  }
  if (!hasPath(value, path)) return value;
  if (edit.kind === "move") {
    return changeAt(value, path, (list) => (isJsonList(list) ? moveItem(list, edit.from, edit.to) : list));
  }
  const last = path.at(-1);
  if (last === undefined) return edit.kind === "remove" ? null : value;
  return changeAt(value, path.slice(0, -1), (parent) => {
    if (edit.kind === "remove") return removeFrom(parent, last);
    return isJsonMap(parent) ? renameKey(parent, String(last), edit.key) : parent;
  });
}

/** Own keys only: `constructor` is not in every map. */
export function hasPath(value: unknown, path: DocumentPath): boolean {
  const parent = valueAt(value, path.slice(0, -1));
  const last = path.at(-1);
  return (
    last === undefined || (typeof parent === "object" && parent !== null && childIndex(parent, last) !== null)
  );
}

function childIndex(value: object, key: string | number): string | number | null {
  if (!Array.isArray(value)) return Object.hasOwn(value, key) ? key : null;
  return typeof key === "number" && key >= 0 && key < value.length ? key : null;
}

function changeAt(value: unknown, path: DocumentPath, change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  if (typeof key === "number" && !isJsonMap(value)) {
    const list = isJsonList(value) ? value : [];
    if (key < 0) return list;
    const at = Math.min(key, list.length);
    return [...list.slice(0, at), changeAt(list[at], rest, change), ...list.slice(at + 1)];
  }
  const map = isJsonMap(value) ? value : {};
  const changed = changeAt(memberOf(map, key), rest, change);
  const entries = Object.entries(map);
  // fromEntries and not assignment: `__proto__` is a key like any other.
  return Object.fromEntries(
    Object.hasOwn(map, key)
      ? entries.map(([own, item]) => [own, own === String(key) ? changed : item])
      : [...entries, [key, changed]],
  );
}

function insertItem(list: readonly unknown[], index: number, value: unknown): unknown[] {
  return list.toSpliced(Math.max(0, Math.min(index, list.length)), 0, value);
}

function moveItem(list: readonly unknown[], from: number, to: number): readonly unknown[] {
  if (from < 0 || from >= list.length) return list;
  return insertItem(list.toSpliced(from, 1), to, list[from]);
}

function removeFrom(parent: unknown, key: string | number): unknown {
  if (isJsonList(parent)) return typeof key === "number" ? parent.toSpliced(key, 1) : parent;
  if (!isJsonMap(parent)) return parent;
  return Object.fromEntries(Object.entries(parent).filter(([own]) => own !== String(key)));
}

function renameKey(map: JsonMap, from: string, to: string): JsonMap {
  if (Object.hasOwn(map, to)) return map;
  return Object.fromEntries(Object.entries(map).map(([key, item]) => [key === from ? to : key, item]));
}

/** Whether two values mean the same: the order of keys is no part of it, the order of items is. */
export function isSameValue(a: unknown, b: unknown): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  if (isJsonList(a)) {
    return isJsonList(b) && a.length === b.length && a.every((item, index) => isSameValue(item, b[index]));
  }
  if (!isJsonMap(a) || !isJsonMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSameValue(a[key], b[key]))
  );
}
