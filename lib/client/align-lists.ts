import { isJsonMap, isSameValue } from "./document-edits";

/**
 * For each item of the list after, the index it had before; null for what is new. What has a name is followed wherever
 * it went; other items keep their order. What went and what came at the same place is taken for one item that changed.
 */
export function alignLists(before: readonly unknown[], after: readonly unknown[]): (number | null)[] {
  const from = namesOf(before);
  const to = namesOf(after);
  return pairGaps(before.length, from && to ? followNames(from, to) : followItems(before, after));
}

function namesOf(list: readonly unknown[]): string[] | null {
  const names = list.flatMap((item) =>
    isJsonMap(item) && Object.hasOwn(item, "name") && typeof item.name === "string" ? [item.name] : [],
  );
  return names.length === list.length && new Set(names).size === names.length ? names : null;
}

function followNames(before: readonly string[], after: readonly string[]): (number | null)[] {
  const places = new Map(before.map((name, index) => [name, index]));
  return after.map((name) => places.get(name) ?? null);
}

/** Larger tables than this take longer than a keystroke; what is beyond is paired by its place. */
const maxTable = 1_000_000;

function followItems(before: readonly unknown[], after: readonly unknown[]): (number | null)[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isSameValue(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && isSameValue(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const middle = findCommon(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  ).map((source) => (source === null ? null : source + start));
  const shift = before.length - after.length;
  return after.map((_, index) => {
    if (index < start) return index;
    return index < after.length - end ? (middle[index - start] ?? null) : index + shift;
  });
}

/** The longest common subsequence; what has the same text counts as the same. */
function findCommon(before: readonly unknown[], after: readonly unknown[]): (number | null)[] {
  const found: (number | null)[] = after.map(() => null);
  if (before.length * after.length > maxTable) return found;
  const a = before.map((item) => JSON.stringify(item));
  const b = after.map((item) => JSON.stringify(item));
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const lengthAt = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        a[i] === b[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) {
      found[j] = i;
      i += 1;
      j += 1;
    } else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else j += 1;
  }
  return found;
}

function pairGaps(length: number, sources: readonly (number | null)[]): (number | null)[] {
  const used = new Set(sources);
  let next = 0;
  return sources.map((source) => {
    if (source !== null) {
      next = source + 1;
      return source;
    }
    if (next >= length || used.has(next)) return null;
    used.add(next);
    next += 1;
    return next - 1;
  });
}

/** The indexes that can stay where they are: a longest rising part of the order. */
export function findRising(order: readonly number[]): number[] {
  const tails: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const item of order) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] ?? item) < item) low = middle + 1;
      else high = middle;
    }
    previous.set(item, tails[low - 1]);
    tails[low] = item;
  }
  const rising: number[] = [];
  for (let item = tails.at(-1); item !== undefined; item = previous.get(item)) rising.push(item);
  return rising.reverse();
}
