import {
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { OutlineEntry, OutlineNode } from "./text-outline";

export interface YamlOutline {
  /** Null when there is nothing but comments. */
  root: OutlineNode | null;
  /** Every alias there is. */
  aliases: readonly OutlineNode[];
}

/**
 * The outline of a document without errors, which was read with its source tokens. Entries are outlined when they are
 * asked for: an edit is of one path, and all of a document takes as long as reading it.
 */
export function outlineYaml(document: Document, text: string): YamlOutline {
  const root = outlineNode(document.contents, document.contents?.srcToken, []);
  const aliases: OutlineNode[] = [];
  if (root && text.includes("*")) {
    const found = new Map<unknown, OutlineNode>();
    collectNodes(root, found);
    for (const [node, outline] of found) {
      if (!isAlias(node)) continue;
      outline.target = found.get(node.resolve(document)) ?? null;
      aliases.push(outline);
    }
  }
  return { root, aliases };
}

interface SourcedNode extends OutlineNode {
  node: unknown;
}

function collectNodes(outline: OutlineNode, found: Map<unknown, OutlineNode>): void {
  if ("node" in outline) found.set(outline.node, outline);
  for (const { value } of outline.entries) if (value) collectNodes(value, found);
}

function outlineNode(
  node: unknown,
  token: CST.Token | null | undefined,
  before: readonly CST.SourceToken[],
): SourcedNode | null {
  const own = before.find(isOwn);
  const plain = { node, flow: false, entries: [], style: null, target: null };
  if (!token) {
    const end = endOf(before.findLast(isOwn));
    return own ? { ...plain, kind: "scalar", start: own.offset, from: end, to: end } : null;
  }
  const isList = token.type === "block-map" || token.type === "block-seq" || token.type === "flow-collection";
  const first = isList && token.type !== "flow-collection" ? token.items.find(isWritten) : undefined;
  const from = first ? startOfItem(first) : token.offset;
  const range = { start: own?.offset ?? from, from, to: endOf(token) };
  if (isList && (isMap(node) || isSeq(node))) {
    let entries: OutlineEntry[] | null = null;
    return {
      ...plain,
      ...range,
      kind: isMap(node) ? "map" : "list",
      flow: token.type === "flow-collection",
      get entries() {
        entries ??= readEntries(node, token.items.filter(isWritten));
        return entries;
      },
    };
  }
  if (isAlias(node)) return { ...plain, ...range, kind: "alias" };
  if (isScalar(node)) return { ...plain, ...range, kind: "scalar", style: node.type ?? null };
  return { ...plain, ...range, kind: "other" };
}

/** An anchor or a tag. */
function isOwn({ type }: CST.SourceToken): boolean {
  return type === "anchor" || type === "tag";
}

function readEntries(node: YAMLMap | YAMLSeq, items: readonly CST.CollectionItem[]): OutlineEntry[] {
  if (isSeq(node)) return items.map((item, index) => readItem(item, node.items[index]));
  const pairs = new Map(node.items.map((pair) => [pair.srcToken, pair]));
  return items.map((item) => readPair(item, pairs.get(item)));
}

/** Not only the space or the comments before the end. */
function isWritten(item: CST.CollectionItem): boolean {
  return (
    Boolean(item.key || item.sep || item.value) ||
    item.start.some((token) => isOwn(token) || isIndicator(token))
  );
}

function startOfItem({ start, key, sep, value }: CST.CollectionItem): number {
  const head = start.find((token) => isOwn(token) || isIndicator(token));
  return head?.offset ?? key?.offset ?? sep?.find(isSolid)?.offset ?? value?.offset ?? 0;
}

function isIndicator({ type }: CST.SourceToken): boolean {
  return type === "seq-item-ind" || type === "explicit-key-ind";
}

function readItem(item: CST.CollectionItem, node: unknown): OutlineEntry {
  const mark = item.start.find(isIndicator);
  const noKey = { key: null, keyRange: null, keyStyle: null };
  if (item.key || item.sep) {
    const from = startOfItem(item);
    const range = { from, to: endOfItem(item) };
    const pair = { flow: true, start: from, entries: [], style: null, target: null };
    return { ...noKey, ...range, after: from, value: { ...pair, ...range, kind: "other" } };
  }
  const before = mark ? item.start.slice(item.start.indexOf(mark) + 1) : item.start;
  const value = outlineNode(node, item.value, before);
  const from = mark?.offset ?? value?.start ?? 0;
  const after = mark ? mark.offset + 1 : from;
  return { ...noKey, from, to: value?.to ?? after, after, value };
}

function readPair(item: CST.CollectionItem, pair: Pair | undefined): OutlineEntry {
  const colon = item.sep?.find(({ type }) => type === "map-value-ind");
  const before = colon ? (item.sep?.slice(item.sep.indexOf(colon) + 1) ?? []) : [];
  const value = outlineNode(pair?.value, item.value, before);
  const from = startOfItem(item);
  const after = colon ? colon.offset + 1 : null;
  const keyEnd = item.key ? endOf(item.key) : from + 1;
  const plain =
    item.key && isScalar(pair?.key) && !item.start.some(isOwn) && item.key.type !== "block-scalar";
  return {
    key: pair ? keyOf(pair) : null,
    keyRange: plain && item.key ? { from: item.key.offset, to: keyEnd } : null,
    keyStyle: isScalar(pair?.key) ? (pair.key.type ?? null) : null,
    from,
    to: value?.to ?? after ?? keyEnd,
    after,
    value,
  };
}

/** The name of a key as it is in the value. */
export function keyOf({ key }: Pair): string {
  const value: unknown = isNode(key) ? key.toJSON() : key;
  return value === null ? "" : String(value);
}

function isSolid({ type }: CST.Token): boolean {
  return type !== "space" && type !== "newline" && type !== "comment";
}

function endOf(token: CST.Token | undefined): number {
  if (!token) return 0;
  if (token.type === "flow-collection") {
    const end = token.end.find(({ type }) => type === "flow-map-end" || type === "flow-seq-end");
    return end ? end.offset + 1 : token.offset;
  }
  if (token.type === "block-map" || token.type === "block-seq") {
    return endOfItem(token.items.findLast(isWritten));
  }
  if (token.type === "block-scalar") {
    return token.props.reduce(
      (sum, prop) => sum + ("source" in prop ? prop.source.length : 0),
      token.offset + token.source.length,
    );
  }
  return "source" in token ? token.offset + token.source.length : token.offset;
}

function endOfItem(item: CST.CollectionItem | undefined): number {
  if (item?.value) return endOf(item.value);
  return endOf(item?.sep?.findLast(isSolid) ?? item?.key ?? item?.start.findLast(isSolid));
}
