import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseDocument,
  visit,
  type YAMLMap,
} from "yaml";
import type { DocumentEdit } from "./document-edits";
import type { DocumentPath } from "./document-places";
import { houseStyle } from "./yaml-dialect";
import { keyOf } from "./yaml-outline";

/**
 * The text with the edits, printed anew from its nodes: comments and order stay, spacing does not. For what cannot be
 * spliced into the text. Aliases are written out, as what they stand for may be what changes.
 */
export function reprintYaml(text: string, edits: readonly DocumentEdit[]): string | null {
  const document = parseDocument(text, { ...houseStyle, prettyErrors: false, logLevel: "error" });
  if (document.errors.length > 0) return null;
  writeOutAliases(document);
  for (const edit of edits) editNodes(document, edit);
  return document.toString(houseStyle);
}

function writeOutAliases(document: Document): void {
  visit(document, {
    Alias(_key, alias) {
      const meant: unknown = alias.resolve(document)?.toJS(document);
      const node = document.createNode(meant, { aliasDuplicateObjects: false });
      keepComments(alias, node);
      return node;
    },
  });
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node)) node.anchor = undefined;
    },
  });
}

function editNodes(document: Document, edit: DocumentEdit): void {
  const parent = nodeAt(document, edit.path.slice(0, -1));
  const last = edit.path.at(-1);
  if (edit.kind === "set") setNode(document, edit.path, edit.value);
  else if (edit.kind === "insert") insertNode(document, edit.path, edit.index, edit.value);
  else if (edit.kind === "move") moveNode(nodeAt(document, edit.path), edit.from, edit.to);
  else if (edit.kind === "remove" && last === undefined) document.contents = null;
  else if (edit.kind === "remove") removeNode(parent, last);
  else if (isMap(parent)) renamePair(parent, last, edit.key);
}

function insertNode(document: Document, path: DocumentPath, index: number, value: unknown): void {
  const list = nodeAt(document, path);
  if (isSeq(list)) list.items.splice(Math.max(0, index), 0, document.createNode(value, noAliases));
  else setNode(document, path, [value]);
}

function moveNode(list: unknown, from: number, to: number): void {
  if (!isSeq(list) || from < 0) return;
  list.items.splice(Math.max(0, to), 0, ...list.items.splice(from, 1));
}

function removeNode(parent: unknown, key: string | number | undefined): void {
  if (isSeq(parent) && typeof key === "number") parent.items.splice(key, 1);
  if (isMap(parent)) parent.items = parent.items.filter((pair) => keyOf(pair) !== String(key));
}

const noAliases = { aliasDuplicateObjects: false };

function renamePair(map: YAMLMap, from: string | number | undefined, to: string): void {
  const pair = from === undefined ? undefined : findPair(map, from);
  if (!pair || findPair(map, to)) return;
  if (isScalar(pair.key)) pair.key.value = to;
  else pair.key = to;
}

/** The last of two keys that are the same is the one that counts. */
function findPair(map: YAMLMap, key: string | number): Pair | undefined {
  return map.items.findLast((pair) => keyOf(pair) === String(key));
}

function nodeAt(document: Document, path: DocumentPath): unknown {
  return path.reduce<unknown>((node, key) => {
    if (isMap(node)) return findPair(node, key)?.value;
    return isSeq(node) && typeof key === "number" ? node.items[key] : undefined;
  }, document.contents);
}

function setNode(document: Document, path: DocumentPath, value: unknown): void {
  const last = path.at(-1);
  if (last === undefined) {
    document.contents = replaceNode(document, document.contents, value);
    return;
  }
  const parent = nodeAt(document, path.slice(0, -1));
  if (isMap(parent)) {
    const pair = findPair(parent, last);
    if (pair) pair.value = replaceNode(document, pair.value, value);
    else
      parent.items.push(new Pair(document.createNode(String(last)), document.createNode(value, noAliases)));
  } else if (isSeq(parent) && typeof last === "number" && last >= 0) {
    const at = Math.min(last, parent.items.length);
    parent.items[at] = replaceNode(document, parent.items[at], value);
  } else {
    setNode(
      document,
      path.slice(0, -1),
      typeof last === "number" ? [value] : Object.fromEntries([[last, value]]),
    );
  }
}

function replaceNode(document: Document, old: unknown, value: unknown): Node {
  const node = document.createNode(value, noAliases);
  if (isScalar(old) && isScalar(node)) node.type = old.type;
  if (isNode(old)) keepComments(old, node);
  if (isCollection(old) && isCollection(node)) node.flow = old.flow;
  return node;
}

function keepComments(from: Node, to: Node): void {
  to.comment = from.comment;
  to.commentBefore = from.commentBefore;
  to.spaceBefore = from.spaceBefore;
}
