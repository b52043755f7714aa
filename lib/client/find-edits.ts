import { alignLists, findRising } from "./align-lists";
import { type DocumentEdit, isJsonList, isJsonMap, isSameValue, type JsonMap } from "./document-edits";
import type { DocumentPath } from "./document-places";

/**
 * Few and small edits that make one value of another. The order of keys alone is no edit. Lists whose items all have
 * names are followed by them; of others, the longest common part stays.
 */
export function findEdits(before: unknown, after: unknown): DocumentEdit[] {
  const edits: DocumentEdit[] = [];
  compare(before, after, [], edits);
  return edits;
}

function compare(before: unknown, after: unknown, path: DocumentPath, edits: DocumentEdit[]): void {
  if (isJsonMap(before) && isJsonMap(after)) compareMaps(before, after, path, edits);
  else if (isJsonList(before) && isJsonList(after)) compareLists(before, after, path, edits);
  else if (!isSameValue(before, after)) edits.push({ kind: "set", path, value: after });
}

function compareMaps(before: JsonMap, after: JsonMap, path: DocumentPath, edits: DocumentEdit[]): void {
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const come = Object.keys(after).filter((key) => !Object.hasOwn(before, key));
  const renamed = findRenames(before, after, gone, come);
  for (const [key, name] of renamed) edits.push({ kind: "rename", path: [...path, key], key: name });
  for (const key of gone) if (!renamed.has(key)) edits.push({ kind: "remove", path: [...path, key] });
  const known = new Set(renamed.values());
  for (const [key, value] of Object.entries(after)) {
    if (Object.hasOwn(before, key)) compare(before[key], value, [...path, key], edits);
    else if (!known.has(key)) edits.push({ kind: "set", path: [...path, key], value });
  }
}

/** Only where one key went and one came, with the same value: everything else would be a guess. */
function findRenames(
  before: JsonMap,
  after: JsonMap,
  gone: readonly string[],
  come: readonly string[],
): Map<string, string> {
  const [from] = gone;
  const [to] = come;
  const alone = gone.length === 1 && come.length === 1 && from !== undefined && to !== undefined;
  return new Map(alone && isSameValue(before[from], after[to]) ? [[from, to]] : []);
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: DocumentPath,
  edits: DocumentEdit[],
): void {
  const sources = alignLists(before, after);
  const kept = new Set(sources);
  for (let index = before.length - 1; index >= 0; index -= 1) {
    if (!kept.has(index)) edits.push({ kind: "remove", path: [...path, index] });
  }
  const stays = sources.filter((source) => source !== null);
  for (const { from, to } of findMoves(stays)) edits.push({ kind: "move", path, from, to });
  after.forEach((value, index) => {
    if (sources[index] === null) edits.push({ kind: "insert", path, index, value });
  });
  after.forEach((value, index) => {
    const source = sources[index];
    if (typeof source === "number") compare(before[source], value, [...path, index], edits);
  });
}

/** For each index of the one list, in any order, the moves that bring them into the order given. */
function findMoves(order: readonly number[]): { from: number; to: number }[] {
  const still = new Set(findRising(order));
  const now = order.toSorted((a, b) => a - b);
  const moves: { from: number; to: number }[] = [];
  order.forEach((item, index) => {
    if (still.has(item)) return;
    const from = now.indexOf(item);
    now.splice(from, 1);
    const previous = order[index - 1];
    const to = previous === undefined ? 0 : now.indexOf(previous) + 1;
    now.splice(to, 0, item);
    if (from !== to) moves.push({ from, to });
  });
  return moves;
}
