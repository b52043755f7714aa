export interface ArgumentRun {
  text: string;
  /** Whether the other side has it too, at this place among what both have. */
  same: boolean;
}

/** Above this many pairs the middle of two long lists counts as changed altogether; a command has a handful. */
const mostPairs = 250_000;

/** The arguments of two commands, each with whether it stayed: by the longest common subsequence, so that one more at the front moves nothing. */
export function compareArguments(
  before: readonly string[],
  after: readonly string[],
): { before: ArgumentRun[]; after: ArgumentRun[] } {
  const [keptBefore, keptAfter] = [new Set<number>(), new Set<number>()];
  const keep = (a: number, b: number) => {
    keptBefore.add(a);
    keptAfter.add(b);
  };
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    keep(start, start);
    start += 1;
  }
  let [endA, endB] = [before.length, after.length];
  while (endA > start && endB > start && before[endA - 1] === after[endB - 1]) {
    endA -= 1;
    endB -= 1;
    keep(endA, endB);
  }
  if ((endA - start) * (endB - start) <= mostPairs) {
    for (const [a, b] of findCommon(before.slice(start, endA), after.slice(start, endB))) {
      keep(start + a, start + b);
    }
  }
  return {
    before: before.map((text, index) => ({ text, same: keptBefore.has(index) })),
    after: after.map((text, index) => ({ text, same: keptAfter.has(index) })),
  };
}

function findCommon(a: readonly string[], b: readonly string[]): [number, number][] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const common: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      common.push([i, j]);
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return common;
}
