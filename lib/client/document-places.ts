import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";
import { formatPath } from "#lib/domain/errors";

export interface TextRange {
  from: number;
  to: number;
}

export type DocumentPath = readonly (string | number)[];

/** Where one is in a document: the path, and whether on the last key itself rather than in its value. */
export interface DocumentPlace {
  path: (string | number)[];
  onKey: boolean;
}

/**
 * The text that belongs to a path. A key is shown for what is a whole block, for what is missing its value, and for
 * whoever asks for the `key`; a field that is not there is shown at the nearest thing around it that is.
 */
export function rangeOf(document: Document, path: DocumentPath, part: "value" | "key" = "value"): TextRange {
  let node: unknown = document.contents;
  let around = firstLine(node);
  let key: TextRange | null = null;
  for (let depth = 0; depth < path.length; ) {
    const step = stepInto(node, path.slice(depth));
    if (!step) return key ?? around;
    node = step.value;
    key = step.key;
    around = firstLine(node);
    depth += step.taken;
  }
  const value = isScalar(node) || isAlias(node) ? nodeRange(node) : null;
  if (part === "value" && value && value.to > value.from) return value;
  return key ?? around;
}

interface Step {
  key: TextRange | null;
  value: unknown;
  /** How many parts of the path the key is: one, or more for a key with dots in it. */
  taken: number;
}

function stepInto(node: unknown, path: DocumentPath): Step | null {
  if (isSeq(node)) {
    const [index] = path;
    const item = typeof index === "number" ? node.items[index] : undefined;
    return item === undefined ? null : { key: null, value: item, taken: 1 };
  }
  if (!isMap(node)) return null;
  for (let taken = 1; taken <= path.length; taken += 1) {
    const pair = findPair(node, formatPath(path.slice(0, taken)));
    if (pair) return { key: nodeRange(pair.key), value: pair.value, taken };
  }
  return null;
}

function findPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => keyText(pair) === key);
}

function keyText({ key }: Pair): string | null {
  return isScalar(key) ? String(key.value) : null;
}

/** Of a map its first key, so that a whole container is not underlined for one missing field. */
function firstLine(node: unknown): TextRange {
  if (isMap(node)) {
    const first = node.items[0];
    const range = first && nodeRange(first.key);
    if (range) return range;
  }
  return nodeRange(node) ?? { from: 0, to: 0 };
}

function nodeRange(node: unknown): TextRange | null {
  if (!isNodeWithRange(node)) return null;
  return { from: node.range[0], to: node.range[1] };
}

function isNodeWithRange(node: unknown): node is Node & { range: [number, number, number] } {
  return (
    typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range) && !isPair(node)
  );
}

/** The deepest place whose text holds the offset. */
export function placeAt(document: Document, offset: number): DocumentPlace {
  const path: (string | number)[] = [];
  let node: unknown = document.contents;
  for (;;) {
    if (isMap(node)) {
      const pair = node.items.find((item) => holds(item.key, offset) || holds(item.value, offset));
      if (!pair) return { path, onKey: false };
      path.push(keyText(pair) ?? "");
      if (holds(pair.key, offset)) return { path, onKey: true };
      node = pair.value;
    } else if (isSeq(node)) {
      const index = node.items.findIndex((item) => holds(item, offset));
      if (index === -1) return { path, onKey: false };
      path.push(index);
      node = node.items[index];
    } else {
      return { path, onKey: false };
    }
  }
}

function holds(node: unknown, offset: number): boolean {
  const range = nodeRange(node);
  return range !== null && range.from <= offset && offset <= range.to;
}

/** The keys of the map at a path, for who offers the others. */
export function keysAt(document: Document, path: DocumentPath): string[] {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isMap(node) ? node.items.flatMap((pair) => keyText(pair) ?? []) : [];
}
