import { z } from "zod";
import { joinAddress } from "./change-address";
import { type Risk, risk } from "./change-risk";
import { asList, isJsonObject, sameJson } from "./json-values";
import { pairNamed } from "./spec-pairs";
import { type ArtifactContent, contentShape, type Field, keyItems, type Shape } from "./spec-shape";

const changeKind = z.enum(["added", "removed", "changed", "renamed"]);

/** One thing that differs between two artifacts. Real values: `maskChange` comes before anything is shown or sent. */
export const change = z.object({
  address: z.string(),
  /** Where it is within its container or artifact, for people: `environment LOG_LEVEL`. */
  words: z.string(),
  kind: changeKind,
  risk,
  /** Where it is in either document, `spec.containerGroups[0].name`; null where it is not there. */
  beforePath: z.string().nullable(),
  afterPath: z.string().nullable(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type Change = z.infer<typeof change>;

/** A list whose order differs, which changes nothing. */
export const reordering = z.object({
  address: z.string(),
  /** What is in the list: `variables`. */
  noun: z.string(),
  /** How many stand elsewhere among those that both have. */
  count: z.int(),
});
export type Reordering = z.infer<typeof reordering>;

export interface Comparison {
  changes: Change[];
  reorderings: Reordering[];
}

/** The keys of a list on either side, those of what was renamed as they were before; by the list's address. */
export type Orders = Map<string, { before: string[]; after: string[] }>;

interface Walk extends Comparison {
  orders: Orders | null;
}

/** Where the walk is, in both documents. */
interface Place {
  address: string;
  words: string;
  before: string;
  after: string;
  /** The last name on the way, such as a header's. */
  key: string;
}

/**
 * What differs between two artifacts, whatever the order of what has no order: groups and containers by name or, renamed,
 * by likeness; variables, headers and routes by name; capabilities as sets. In the order of `a`, then what only `b` has.
 */
export function compareContents(a: ArtifactContent, b: ArtifactContent): Comparison {
  const { changes, reorderings } = walk(a, b, null);
  return { changes, reorderings };
}

/** The same with the order of every list, for who writes the artifact again. */
export function compareWithOrders(a: ArtifactContent, b: ArtifactContent): Comparison & { orders: Orders } {
  const orders: Orders = new Map();
  return { ...walk(a, b, orders), orders };
}

function walk(a: ArtifactContent, b: ArtifactContent, orders: Orders | null): Walk {
  const into: Walk = { changes: [], reorderings: [], orders };
  compareValues(contentShape, a, b, { address: "", words: "", before: "", after: "", key: "" }, into);
  return into;
}

function compareValues(shape: Shape, a: unknown, b: unknown, place: Place, into: Walk): void {
  if (a === b || (isAbsent(a) && isAbsent(b))) return;
  if (shape.kind === "leaf" || isAbsent(a) || isAbsent(b)) {
    if (!sameJson(a, b)) report(shape, a, b, place, into);
    return;
  }
  if (shape.kind === "object") compareObjects(shape, a, b, place, into);
  if (shape.kind === "record") compareRecords(shape, a, b, place, into);
  if (shape.kind === "list") compareLists(shape, asList(a), asList(b), place, into);
  if (shape.kind === "named") compareNamed(shape, asList(a), asList(b), place, into);
}

type ShapeOf<Kind extends Shape["kind"]> = Extract<Shape, { kind: Kind }>;

function compareObjects(shape: ShapeOf<"object">, a: unknown, b: unknown, place: Place, into: Walk): void {
  if (!isJsonObject(a) || !isJsonObject(b)) return;
  if (shape.by !== undefined && a[shape.by] !== b[shape.by]) {
    report(shape, a, b, place, into);
    return;
  }
  for (const field of shape.fields) {
    const [before, after] = [a[field.name], b[field.name]];
    if (before !== after) compareValues(field.shape, before, after, fieldPlace(place, field), into);
  }
}

function fieldPlace({ address, words, before, after, key }: Place, field: Field): Place {
  return {
    address: field.at.reduce(joinAddress, address),
    words: words === "" || field.words === "" ? words + field.words : `${words}.${field.words}`,
    before: before === "" ? field.name : `${before}.${field.name}`,
    after: after === "" ? field.name : `${after}.${field.name}`,
    key,
  };
}

function compareRecords(shape: ShapeOf<"record">, a: unknown, b: unknown, place: Place, into: Walk): void {
  if (!isJsonObject(a) || !isJsonObject(b)) return;
  const keys = [...Object.keys(a), ...Object.keys(b).filter((key) => !Object.hasOwn(a, key))];
  for (const key of keys) {
    const before = Object.hasOwn(a, key) ? a[key] : undefined;
    const after = Object.hasOwn(b, key) ? b[key] : undefined;
    if (before !== after) {
      const at = { before: `${place.before}.${key}`, after: `${place.after}.${key}` };
      compareValues(shape.item, before, after, { ...keyPlace(place, key), ...at }, into);
    }
  }
}

function compareLists(
  shape: ShapeOf<"list">,
  a: readonly unknown[],
  b: readonly unknown[],
  place: Place,
  into: Walk,
): void {
  const [keysA, keysB] = [keyItems(a, shape), keyItems(b, shape)];
  const order: number[] = [];
  for (const [key, index] of keysA) {
    const other = keysB.get(key) ?? -1;
    if (other !== -1) order[index] = other;
    compareItems(shape.item, a, b, [index, other], keyPlace(place, key), into);
  }
  for (const [key, index] of keysB) {
    if (!keysA.has(key)) compareItems(shape.item, a, b, [-1, index], keyPlace(place, key), into);
  }
  reportOrder(shape.noun, order, place, into);
  into.orders?.set(place.address, { before: inOrder(keysA), after: inOrder(keysB) });
}

function inOrder(keys: ReadonlyMap<string, number>): string[] {
  return [...keys].sort(([, x], [, y]) => x - y).map(([key]) => key);
}

function compareNamed(
  shape: ShapeOf<"named">,
  a: readonly unknown[],
  b: readonly unknown[],
  place: Place,
  into: Walk,
): void {
  const order: number[] = [];
  const [keysA, keysB] = [new Map<string, number>(), new Map<string, number>()];
  for (const pair of pairNamed(a, b)) {
    const [before, after] = pair;
    if (before !== -1 && after !== -1) order.push(after);
    const item = before === -1 ? b[after] : a[before];
    const name = isJsonObject(item) ? String(item.name) : "";
    if (before !== -1) keysA.set(name, before);
    if (after !== -1) keysB.set(name, after);
    const at = { ...keyPlace(place, name), words: "" };
    compareItems(shape.item, a, b, pair, at, into);
  }
  reportOrder(shape.noun, order, place, into);
  into.orders?.set(place.address, { before: inOrder(keysA), after: inOrder(keysB) });
}

function compareItems(
  shape: Shape,
  a: readonly unknown[],
  b: readonly unknown[],
  [before, after]: readonly [number, number],
  place: Place,
  into: Walk,
): void {
  if (before !== -1 && after !== -1 && a[before] === b[after]) return;
  const at = { before: `${place.before}[${before}]`, after: `${place.after}[${after}]` };
  compareValues(shape, a[before], b[after], { ...place, ...at }, into);
}

function keyPlace(place: Place, key: string): Place {
  const words = place.words === "" ? key : `${place.words} ${key}`;
  return { ...place, address: joinAddress(place.address, key), words, key };
}

function report(shape: Shape, before: unknown, after: unknown, place: Place, into: Walk): void {
  const { address, words, key } = place;
  const kind = isAbsent(before) ? "added" : isAbsent(after) ? "removed" : "changed";
  const ofRisk: Risk = shape.risk(before, after, key);
  into.changes.push({
    address,
    words,
    kind: ofRisk === "renamed" ? "renamed" : kind,
    risk: ofRisk,
    beforePath: before === undefined ? null : place.before,
    afterPath: after === undefined ? null : place.after,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  });
}

/** `places` holds the places in `b` of what both have, in the order of `a`; it may have holes. */
function reportOrder(noun: string, places: readonly number[], place: Place, into: Walk): void {
  const order = places.filter((at) => at !== undefined);
  if (order.every((at, index) => index === 0 || at > (order[index - 1] ?? -1))) return;
  const sorted = order.toSorted((x, y) => x - y);
  const count = order.filter((at, index) => at !== sorted[index]).length;
  into.reorderings.push({ address: place.address, noun, count });
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
