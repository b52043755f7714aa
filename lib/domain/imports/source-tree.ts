import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseAllDocuments,
  visit,
} from "yaml";
import { looksLikeCredential } from "#lib/domain/findings";
import { masked } from "#lib/domain/masked";
import { findDepthError } from "#lib/domain/nesting";
import type { InputPlace, Ledger } from "./ledger";

/**
 * A YAML document as a tree that remembers what was read of it: what an importer never asked for is found afterwards
 * by looking, not by a list of known keys.
 */
export interface SourceNode extends InputPlace {
  kind: "map" | "list" | "scalar";
  /** A scalar as written, without its quotes: `1.10` stays `1.10`. */
  text: string;
  /** Nothing was written, or `null`. */
  empty: boolean;
  entries: Map<string, SourceNode>;
  items: SourceNode[];
  used: boolean;
  /** It was looked at and is on the list of what was lost. */
  lost: boolean;
  /** Written once and repeated by an alias: it is read where it is repeated. */
  anchored: boolean;
}

export type SourceFile = { roots: SourceNode[] } | { message: string; line: number | null };

interface Builder {
  document: Document;
  lineAt: (offset: number) => number;
  anchored: ReadonlySet<unknown>;
  nodes: number;
}

/** More than any real file has, aliases written out; what repeats itself further is an attack. */
const maxNodes = 100_000;
const maxLevels = 200;

class TooLarge extends Error {}

/** The documents of a YAML or JSON text, empty ones left out; or the first thing that makes it unreadable. */
export function readSource(text: string): SourceFile {
  const lines = new LineCounter();
  const lineAt = (offset: number) => lines.linePos(offset).line;
  const deep = findDepthError(text);
  if (deep) return { message: deep.message, line: text.slice(0, deep.from).split("\n").length };
  const parsed = parseAllDocuments(text, {
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
    logLevel: "error",
  });
  const documents = "empty" in parsed ? [] : parsed;
  const error = documents.flatMap((document) => document.errors)[0];
  if (error) return { message: error.message, line: lineAt(error.pos[0]) };
  try {
    const roots = documents.map((document) => buildRoot(document, lineAt));
    return { roots: roots.filter((root) => !root.empty) };
  } catch (thrown) {
    if (!(thrown instanceof TooLarge)) throw thrown;
    return { message: "The aliases of this file repeat too much, or miss their anchor", line: null };
  }
}

function buildRoot(document: Document, lineAt: Builder["lineAt"]): SourceNode {
  const anchored = new Set<unknown>();
  visit(document, { Alias: (_key, alias) => void anchored.add(alias.resolve(document)) });
  const builder = { document, lineAt, anchored, nodes: 0 };
  return build(builder, document.contents, { where: "", line: lineOf(builder, document.contents) ?? 1 }, 0);
}

function build(builder: Builder, node: unknown, place: InputPlace, level: number): SourceNode {
  builder.nodes += 1;
  if (builder.nodes > maxNodes || level > maxLevels) throw new TooLarge();
  if (isAlias(node)) {
    const target = node.resolve(builder.document);
    if (!target) throw new TooLarge();
    return { ...build(builder, target, place, level + 1), anchored: false };
  }
  const built = makeNode(place, builder.anchored.has(node));
  if (isMap(node)) {
    built.kind = "map";
    for (const pair of node.items) addPair(builder, built, pair, level);
  } else if (isSeq(node)) {
    built.kind = "list";
    built.items = node.items.map((item, index) => {
      const line = lineOf(builder, item) ?? place.line;
      return build(builder, item, { where: `${place.where}[${index}]`, line }, level + 1);
    });
  } else if (isScalar(node) && node.value !== null) {
    built.text = node.source ?? String(node.value);
    built.empty = false;
  }
  if (built.kind !== "scalar") built.empty = false;
  return built;
}

function addPair(builder: Builder, map: SourceNode, { key, value }: Pair, level: number): void {
  const name = isScalar(key) ? (key.source ?? String(key.value)) : String(key);
  const line = lineOf(builder, key) ?? map.line;
  if (name !== "<<") {
    const where = map.where === "" ? name : `${map.where}.${name}`;
    map.entries.set(name, build(builder, value, { where, line }, level + 1));
    return;
  }
  const merged = isAlias(value) ? value.resolve(builder.document) : value;
  for (const source of isSeq(merged) ? merged.items : [merged]) {
    const inherited = build(builder, source, { where: map.where, line }, level + 1);
    for (const [own, node] of inherited.entries) if (!map.entries.has(own)) map.entries.set(own, node);
  }
}

function makeNode(place: InputPlace, anchored: boolean): SourceNode {
  return {
    ...place,
    kind: "scalar",
    text: "",
    empty: true,
    entries: new Map(),
    items: [],
    used: false,
    lost: false,
    anchored,
  };
}

function lineOf({ lineAt }: Builder, node: unknown): number | null {
  const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
  return range ? lineAt(range[0]) : null;
}

export function childrenOf(node: SourceNode): SourceNode[] {
  return node.kind === "map" ? [...node.entries.values()] : node.items;
}

/** The node and everything in it counts as read. */
export function markUsed(node: SourceNode): void {
  node.used = true;
  for (const child of childrenOf(node)) markUsed(child);
}

/** Read and not carried; why is said by whoever calls. */
export function markLost(node: SourceNode): void {
  markUsed(node);
  node.lost = true;
}

/** The node with everything in it goes to the list of what was lost. */
export function loseNode(node: SourceNode, why: string, ledger: Ledger): void {
  markLost(node);
  ledger.lose(node, describeNode(node), why);
}

/** What extensions (`x-…`) hold to be repeated elsewhere is read there. */
export function markRepeated(node: SourceNode): void {
  if (node.anchored) markUsed(node);
  else for (const child of childrenOf(node)) markRepeated(child);
}

/** Everything nobody read: a whole map or list where nothing in it was read, otherwise what is left of it. */
export function findUnused(node: SourceNode): SourceNode[] {
  if (node.used) return [];
  const children = childrenOf(node);
  if (children.length === 0 || !children.some(isTouched)) return [node];
  return children.flatMap(findUnused);
}

function isTouched(node: SourceNode): boolean {
  return node.used || childrenOf(node).some(isTouched);
}

export function countUsed(node: SourceNode): number {
  const children = childrenOf(node);
  if (node.lost) return 0;
  if (children.length === 0) return node.used ? 1 : 0;
  return children.reduce((sum, child) => sum + countUsed(child), 0);
}

/** A node's content on one line: `{ cpu: 500m, memory: 1Gi }`. */
export function describeNode(node: SourceNode): string {
  if (node.kind === "scalar") return node.empty ? "(empty)" : node.text.replaceAll(/\s+/g, " ");
  if (node.kind === "list") return `[${node.items.map(describeNode).join(", ")}]`;
  return `{ ${[...node.entries].map(([key, child]) => `${key}: ${describeEntry(key, child)}`).join(", ")} }`;
}

function describeEntry(key: string, node: SourceNode): string {
  return node.kind === "scalar" && looksLikeCredential(key) ? masked : describeNode(node);
}

export function childOf(node: SourceNode | undefined, ...keys: string[]): SourceNode | undefined {
  return keys.reduce((at, key) => at?.entries.get(key), node);
}

/** A scalar's text. Anything else stays unread, and so is found among what was lost. */
export function readText(node: SourceNode | undefined): string | null {
  if (node?.kind !== "scalar" || node.empty) return null;
  node.used = true;
  return node.text;
}

export function readInteger(node: SourceNode | undefined): number | null {
  if (node?.kind !== "scalar" || !/^[+-]?\d{1,15}$/.test(node.text)) return null;
  node.used = true;
  return Number(node.text);
}

export function readBoolean(node: SourceNode | undefined): boolean | null {
  if (node?.kind !== "scalar" || !/^(true|false)$/i.test(node.text)) return null;
  node.used = true;
  return node.text.toLowerCase() === "true";
}

/** A list of scalars, or one scalar as a list of one. Null where there is nothing of the kind. */
export function readTexts(node: SourceNode | undefined): string[] | null {
  if (node?.kind === "scalar" && !node.empty) return [readText(node) ?? ""];
  if (node?.kind !== "list") return null;
  if (node.items.length === 0) node.used = true;
  return node.items.flatMap((item) => readText(item) ?? []);
}

export function itemsOf(node: SourceNode | undefined): SourceNode[] {
  return node?.kind === "list" ? node.items : [];
}

export function entriesOf(node: SourceNode | undefined): [string, SourceNode][] {
  return node?.kind === "map" ? [...node.entries] : [];
}
