import { valueAt } from "#lib/domain/json-values";
import {
  type Block,
  type BlockPlace,
  fillPlace,
  insertBlockItems,
  insertBlockKey,
  moveBlockItem,
  removeBlockEntry,
} from "./block-splices";
import { type DocumentEdit, editValue } from "./document-edits";
import type { DocumentPath } from "./document-places";
import { placeOfKey } from "./field-order";
import {
  type Flow,
  type FlowStyle,
  fillFlow,
  insertFlowItems,
  insertFlowKey,
  moveFlowItem,
  printName,
  removeFlowEntry,
} from "./flow-splices";
import { columnOf, type OutlineEntry, type OutlineNode, type Splice } from "./text-outline";
import { printBlock, printKey, type TextStyle } from "./yaml-printing";

/** A text with all that is known about it. */
export interface ReadText {
  text: string;
  value: unknown;
  /** Null when there is nothing but comments. */
  root: OutlineNode | null;
  aliases: readonly OutlineNode[];
  style: TextStyle;
  flowStyle: FlowStyle;
}

/** One step from a map or a list into an entry of it. */
export interface Step {
  parent: OutlineNode;
  entry: OutlineEntry;
}

/** As far along a path as the text goes. */
export function walk(root: OutlineNode | null, path: DocumentPath): Step[] {
  const steps: Step[] = [];
  let node = root;
  for (const key of path) {
    const entry = node ? findEntry(node, key) : undefined;
    if (!node || !entry) break;
    steps.push({ parent: node, entry });
    node = entry.value;
  }
  return steps;
}

/** The last of two keys that are the same is the one that counts. */
function findEntry(node: OutlineNode, key: string | number): OutlineEntry | undefined {
  if (node.kind === "map") return node.entries.findLast((entry) => entry.key === String(key));
  return node.kind === "list" && typeof key === "number" ? node.entries[key] : undefined;
}

/** What an edit is in the text, or null when it cannot be made by splices. */
export function findSplices(read: ReadText, edit: DocumentEdit): Splice[] | null {
  const steps = walk(read.root, edit.path);
  const node = nodeOf(read, steps);
  if (node?.kind === "other") return null;
  const rest = edit.path.slice(steps.length);
  if (node?.kind === "alias" && (rest.length > 0 || (edit.kind !== "set" && edit.kind !== "remove"))) {
    const meant = valueAt(read.value, edit.path.slice(0, steps.length));
    return fill(read, steps, editValue(meant, [{ ...edit, path: rest }]));
  }
  if (edit.kind === "set") return setSplices(read, edit.path, steps, edit.value);
  if (edit.kind === "insert") {
    if (rest.length > 0 || node?.kind !== "list") return setSplices(read, edit.path, steps, [edit.value]);
    return insertSplices(read, steps, node, Math.max(0, edit.index), [edit.value]);
  }
  if (rest.length > 0) return [];
  if (edit.kind === "move")
    return node?.kind === "list" ? moveSplices(read, steps, node, edit.from, edit.to) : [];
  return edit.kind === "remove" ? removeSplices(read, steps) : renameSplices(read, steps, edit.key);
}

export function nodeOf(read: ReadText, steps: readonly Step[]): OutlineNode | null {
  const last = steps.at(-1);
  return last ? last.entry.value : read.root;
}

function setSplices(
  read: ReadText,
  path: DocumentPath,
  steps: readonly Step[],
  value: unknown,
): Splice[] | null {
  const [key, ...rest] = path.slice(steps.length);
  if (key === undefined) return fill(read, steps, value);
  const node = nodeOf(read, steps);
  const inner = rest.length === 0 ? value : editValue(undefined, [{ kind: "set", path: rest, value }]);
  if (node?.kind === "list" && typeof key === "number" && key >= 0) {
    return insertSplices(read, steps, node, node.entries.length, [inner]);
  }
  if (node?.kind !== "map" || (node.entries.length === 0 && !isInFlow(steps) && read.root !== node)) {
    const meant = valueAt(read.value, path.slice(0, steps.length));
    return fill(read, steps, editValue(meant, [{ kind: "set", path: [key, ...rest], value }]));
  }
  const index = placeOfKey(path.slice(0, steps.length), String(key), node.entries);
  if (node.flow) return insertFlowKey(flowOf(read, node), index, String(key), inner);
  return insertBlockKey(blockOf(read, node), index, String(key), inner);
}

function isInFlow(steps: readonly Step[]): boolean {
  return steps.some(({ parent }) => parent.flow);
}

function flowOf({ text, flowStyle }: ReadText, node: OutlineNode): Flow {
  return { text, node, print: flowStyle };
}

function blockOf({ text, style, root }: ReadText, node: OutlineNode): Block {
  return { text, style, node, isRoot: node === root };
}

function placeOf({ text, root }: ReadText, steps: readonly Step[]): BlockPlace | null {
  const last = steps.at(-1);
  if (!last) return { parent: "root", column: 0, after: 0, value: root };
  const { parent, entry } = last;
  if (entry.after === null) return null;
  const column = columnOf(text, entry.from);
  return { parent: parent.kind === "map" ? "map" : "list", column, after: entry.after, value: entry.value };
}

/** Another value where the steps lead. */
export function fill(read: ReadText, steps: readonly Step[], value: unknown): Splice[] | null {
  const last = steps.at(-1);
  if (last?.parent.flow) return fillFlow(flowOf(read, last.parent), last.entry, value);
  if (!last && !read.root) return fillEmpty(read, value);
  if (!last && read.flowStyle.json) {
    const whole = { key: null, keyRange: null, keyStyle: null, after: 0, value: read.root };
    const range = { from: read.root?.from ?? 0, to: read.root?.to ?? 0 };
    return read.root ? fillFlow(flowOf(read, read.root), { ...whole, ...range }, value) : null;
  }
  const place = placeOf(read, steps);
  return place && fillPlace(read.text, read.style, place, value);
}

/** Behind the comments that are all there is. */
function fillEmpty({ text, style }: ReadText, value: unknown): Splice[] {
  const { head, body } = printBlock(value, "root", 0, style);
  const open = text === "" || text === "\uFEFF" || text.endsWith("\n") ? "" : style.lineEnd;
  const insert = open + [head, ...body, ""].join(style.lineEnd);
  return [{ from: text.length, to: text.length, insert }];
}

function insertSplices(
  read: ReadText,
  steps: readonly Step[],
  node: OutlineNode,
  index: number,
  values: readonly unknown[],
): Splice[] | null {
  if (!node.flow) return insertBlockItems(blockOf(read, node), index, values);
  if (node.entries.length === 0 && !isInFlow(steps) && node !== read.root) return fill(read, steps, values);
  return insertFlowItems(flowOf(read, node), index, values);
}

/** Items that go into a list one behind the other, all at once; null where there is no list yet. */
export function findRunSplices(
  read: ReadText,
  path: DocumentPath,
  index: number,
  values: readonly unknown[],
): Splice[] | null {
  const steps = walk(read.root, path);
  const node = nodeOf(read, steps);
  if (steps.length < path.length || node?.kind !== "list" || index < 0) return null;
  return insertSplices(read, steps, node, index, values);
}

function moveSplices(
  read: ReadText,
  _steps: readonly Step[],
  node: OutlineNode,
  from: number,
  to: number,
): Splice[] | null {
  const end = Math.min(Math.max(0, to), node.entries.length - 1);
  if (from === end || !node.entries[from]) return [];
  return node.flow
    ? moveFlowItem(flowOf(read, node), from, end)
    : moveBlockItem(blockOf(read, node), from, end);
}

function removeSplices(read: ReadText, steps: readonly Step[]): Splice[] | null {
  const last = steps.at(-1);
  if (!last) return fill(read, steps, null);
  if (last.parent.flow) return removeFlowEntry(flowOf(read, last.parent), last.entry);
  const place = placeOf(read, steps.slice(0, -1));
  return place && removeBlockEntry(blockOf(read, last.parent), last.entry, place);
}

function renameSplices({ flowStyle }: ReadText, steps: readonly Step[], key: string): Splice[] | null {
  const last = steps.at(-1);
  if (last?.parent.kind !== "map" || findEntry(last.parent, key)) return [];
  const { keyRange, keyStyle } = last.entry;
  const name = last.parent.flow ? printName(key, flowStyle, keyStyle) : printKey(key, keyStyle, false);
  return keyRange && name !== null ? [{ ...keyRange, insert: name }] : null;
}
