import type { DocumentPath } from "./document-places";
import { schemasAt } from "./spec-schema";
import type { OutlineEntry } from "./text-outline";

/**
 * The index at which a new key belongs among those that are there: behind the nearest one that precedes it in the order
 * of the specification, else before the nearest that follows; what the specification does not know comes last.
 */
export function placeOfKey(path: DocumentPath, key: string, entries: readonly OutlineEntry[]): number {
  const order = schemasAt(path).flatMap(({ properties }) => Object.keys(properties ?? {}));
  const rank = order.indexOf(key);
  if (rank === -1) return entries.length;
  const ranks = entries.map((entry) => order.indexOf(entry.key ?? ""));
  const before = Math.max(-1, ...ranks.filter((other) => other < rank));
  if (before !== -1) return ranks.lastIndexOf(before) + 1;
  const first = ranks.findIndex((other) => other > rank);
  return first === -1 ? entries.length : first;
}
