import { type CST, type Document, isAlias, isMap, isNode, isScalar, isSeq, type Pair } from "yaml";
import type { OutlineEntry, OutlineNode } from "./text-outline";

export interface YamlOutline {
  /** Null when there is nothing but comments. */
  root: OutlineNode | null;
  /** Every alias there is. */
  aliases: readonly OutlineNode[];
}

/** The outline of a document without errors, which was read with its source tokens. */
export function outlineYaml(document: Document): YamlOutline {
  const places: Places = { document, byNode: new Map(), aliases: [] };
  const root = outlineNode(document.contents, document.contents?.srcToken, [], places);
  for (const { outline, target } of places.aliases) outline.target = places.byNode.get(target) ?? null;
  return { root, aliases: places.aliases.map(({ outline }) => outline) };
}

interface Places {
  document: Document;
  byNode: Map<unknown, OutlineNode>;
  aliases: { outline: OutlineNode; target: unknown }[];
}

function outlineNode(
  node: unknown,
  token: CST.Token | null | undefined,
  before: readonly CST.SourceToken[],
  places: Places,
): OutlineNode | null {
  const outline = readNode(node, token, before, places);
  if (!outline) return null;
  places.byNode.set(node, outline);
  if (isAlias(node)) places.aliases.push({ outline, target: node.resolve(places.document) });
  return outline;
}

function readNode(
  node: unknown,
  token: CST.Token | null | undefined,
  before: readonly CST.SourceToken[],
  places: Places,
): OutlineNode | null {
  const own = before.filter(isOwn);
  const lastOwn = own.at(-1);
  const plain = { flow: false, entries: [], style: null, target: null };
  if (!token) {
    if (!own[0] || !lastOwn) return null;
    return { ...plain, kind: "scalar", start: own[0].offset, from: endOf(lastOwn), to: endOf(lastOwn) };
  }
  const entries = readEntries(node, token, places);
  const from = token.type === "flow-collection" ? token.start.offset : (entries?.[0]?.from ?? token.offset);
  const start = own[0]?.offset ?? from;
  const range = { start, from, to: endOf(token) };
  if (entries && (isMap(node) || isSeq(node))) {
    return {
      ...plain,
      ...range,
      kind: isMap(node) ? "map" : "list",
      flow: token.type === "flow-collection",
      entries,
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

function readEntries(node: unknown, token: CST.Token, places: Places): OutlineEntry[] | null {
  if (token.type !== "block-map" && token.type !== "block-seq" && token.type !== "flow-collection")
    return null;
  const items: CST.CollectionItem[] = token.items.filter(isWritten);
  if (isMap(node)) {
    const pairs = new Map(node.items.map((pair) => [pair.srcToken, pair]));
    return items.map((item) => readPair(item, pairs.get(item), places));
  }
  return isSeq(node) ? items.map((item, index) => readItem(item, node.items[index], places)) : null;
}

/** Not only the space or the comments before the end. */
function isWritten(item: CST.CollectionItem): boolean {
  return (
    Boolean(item.key || item.sep || item.value) ||
    item.start.some((token) => isOwn(token) || isIndicator(token))
  );
}

function isIndicator({ type }: CST.SourceToken): boolean {
  return type === "seq-item-ind" || type === "explicit-key-ind";
}

function readItem(item: CST.CollectionItem, node: unknown, places: Places): OutlineEntry {
  const mark = item.start.find(isIndicator);
  const noKey = { key: null, keyRange: null, keyStyle: null };
  if (item.key || item.sep) {
    const from = item.start.find(isOwn)?.offset ?? item.key?.offset ?? item.sep?.[0]?.offset ?? 0;
    const to = item.value
      ? endOf(item.value)
      : endOf(item.sep?.findLast(isSolid) ?? item.key ?? item.start[0]);
    const value = {
      kind: "other",
      flow: true,
      start: from,
      from,
      to,
      entries: [],
      style: null,
      target: null,
    } as const;
    return { ...noKey, from, to, after: from, value };
  }
  const before = mark ? item.start.slice(item.start.indexOf(mark) + 1) : item.start;
  const value = outlineNode(node, item.value, before, places);
  const from = mark?.offset ?? value?.start ?? 0;
  const after = mark ? mark.offset + 1 : from;
  return { ...noKey, from, to: value?.to ?? after, after, value };
}

function readPair(item: CST.CollectionItem, pair: Pair | undefined, places: Places): OutlineEntry {
  const colon = item.sep?.find(({ type }) => type === "map-value-ind");
  const before = colon ? (item.sep?.slice(item.sep.indexOf(colon) + 1) ?? []) : [];
  const value = outlineNode(pair?.value, item.value, before, places);
  const head = item.start.find((token) => isOwn(token) || isIndicator(token));
  const from = head?.offset ?? item.key?.offset ?? colon?.offset ?? value?.start ?? 0;
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
