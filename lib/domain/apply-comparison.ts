import { joinAddress, splitAddress } from "./change-address";
import type { Change } from "./comparison";
import { isJsonObject } from "./json-values";
import { type ArtifactContent, contentShape, keyItems, keyNamed, type Shape } from "./spec-shape";

/** The changes at and below one address. */
interface Branch {
  address: string;
  change?: Change;
  children: Map<string, Branch>;
}

/** The keys of lists in the order they shall have, by the address of the list. */
type KeyOrders = ReadonlyMap<string, readonly string[]>;

/**
 * `a` with the changes made: with those of `compareContents(a, b)` it is `b`, up to the order of what has no order, and
 * with the order given, up to nothing. Changes may be left out, or joined by others of the same `a` at other addresses.
 */
export function applyChanges(
  a: ArtifactContent,
  changes: readonly Change[],
  orders?: KeyOrders,
): ArtifactContent;
export function applyChanges(a: unknown, changes: readonly Change[], orders: KeyOrders = new Map()): unknown {
  const applied = applyBranch(contentShape, a, growTree(changes, orders), orders);
  if (!isJsonObject(applied) || !isJsonObject(applied.spec) || applied.type === undefined) return applied;
  return { ...applied, type: applied.spec.type };
}

/** What stands at an address after the changes; undefined where nothing does. */
export function readAfter(a: ArtifactContent, changes: readonly Change[], address: string): unknown {
  const exact = changes.find((change) => change.address === address);
  if (exact) return exact.after;
  const found = findPart(contentShape, a, splitAddress(address));
  const below = splitAddress(address).reduce<Branch | undefined>(
    (branch, segment) => branch?.children.get(segment),
    growTree(changes, new Map()),
  );
  return found && below ? applyBranch(found.shape, found.value, below, new Map()) : found?.value;
}

interface Part {
  shape: Shape;
  value: unknown;
}

function findPart(shape: Shape, value: unknown, segments: readonly string[]): Part | null {
  const [first, ...rest] = segments;
  if (first === undefined) return { shape, value };
  if (shape.kind === "object" && isJsonObject(value)) {
    for (const field of shape.fields) {
      if (!field.at.every((segment, index) => segment === segments[index])) continue;
      const found = findPart(field.shape, value[field.name], segments.slice(field.at.length));
      if (found) return found;
    }
  }
  if (shape.kind === "record" && isJsonObject(value)) {
    return Object.hasOwn(value, first) ? findPart(shape.item, value[first], rest) : null;
  }
  if ((shape.kind === "list" || shape.kind === "named") && Array.isArray(value)) {
    const index = keysOf(shape, value).get(first);
    return index === undefined ? null : findPart(shape.item, value[index], rest);
  }
  return null;
}

function growTree(changes: readonly Change[], orders: KeyOrders): Branch {
  const root: Branch = { address: "", children: new Map() };
  for (const change of changes) growBranch(root, change.address).change = change;
  for (const address of orders.keys()) growBranch(root, address);
  return root;
}

function growBranch(root: Branch, address: string): Branch {
  if (address === "") return root;
  return splitAddress(address).reduce((branch, segment) => {
    const next = branch.children.get(segment) ?? {
      address: joinAddress(branch.address, segment),
      children: new Map(),
    };
    branch.children.set(segment, next);
    return next;
  }, root);
}

function applyBranch(shape: Shape, value: unknown, branch: Branch, orders: KeyOrders): unknown {
  if (branch.change) return branch.change.after;
  if (shape.kind === "object" && isJsonObject(value)) return applyToObject(shape, value, branch, orders);
  if (shape.kind === "record" && isJsonObject(value)) return applyToRecord(value, branch);
  if ((shape.kind === "list" || shape.kind === "named") && Array.isArray(value)) {
    return applyToItems(shape, value, branch, orders);
  }
  return value;
}

function applyToObject(
  { fields }: Extract<Shape, { kind: "object" }>,
  value: Record<string, unknown>,
  branch: Branch,
  orders: KeyOrders,
): Record<string, unknown> {
  const applied = { ...value };
  for (const { name, at, shape } of fields) {
    const own = at.reduce<Branch | undefined>((from, segment) => from?.children.get(segment), branch);
    if (!own) continue;
    const next = applyBranch(shape, value[name], own, orders);
    if (next === undefined) delete applied[name];
    else applied[name] = next;
  }
  return applied;
}

function applyToRecord(value: Record<string, unknown>, branch: Branch): Record<string, unknown> {
  const applied = new Map(Object.entries(value));
  for (const [key, { change }] of branch.children) {
    if (change?.after === undefined) applied.delete(key);
    else applied.set(key, change.after);
  }
  return Object.fromEntries(applied);
}

type ListShape = Extract<Shape, { kind: "list" | "named" }>;

function keysOf(shape: ListShape, items: readonly unknown[]): Map<string, number> {
  return shape.kind === "list" ? keyItems(items, shape) : keyNamed(items);
}

function applyToItems(
  shape: ListShape,
  items: readonly unknown[],
  branch: Branch,
  orders: KeyOrders,
): unknown[] {
  const keys = keysOf(shape, items);
  const applied = new Map<string, unknown>();
  for (const [key, index] of [...keys].sort(([, x], [, y]) => x - y)) {
    const own = branch.children.get(key);
    applied.set(key, own ? applyBranch(shape.item, items[index], own, orders) : items[index]);
  }
  for (const [key, { change }] of branch.children) {
    if (!keys.has(key)) applied.set(key, change?.after);
  }
  const places = new Map(orders.get(branch.address)?.map((key, index) => [key, index]));
  const placeOf = (key: string) => places.get(key) ?? places.size;
  return [...applied]
    .filter(([, item]) => item !== undefined)
    .sort(([x], [y]) => placeOf(x) - placeOf(y))
    .map(([, item]) => item);
}
