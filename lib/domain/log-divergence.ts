/** What differs between two runs that went alike: times, ids, sizes, progress, places of temporary files. */
const incidental: readonly [RegExp, string][] = [
  [new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g"), ""],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, "‹time›"],
  [/\b\d\d:\d\d:\d\d(?:[.,]\d+)?\b/g, "‹time›"],
  [/\b(?:sha256:)?[0-9a-f]{12,64}\b/gi, "‹id›"],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, "‹id›"],
  [/\b\d+(?:\.\d+)?\s?(?:ns|µs|ms|s|sec|secs|seconds?|m|min|minutes?|h)\b/g, "‹duration›"],
  [/\b\d+(?:\.\d+)?\s?(?:B|bytes|[kKMG]i?B(?:\/s)?)\b/g, "‹size›"],
  [/\b\d{1,3}(?:\.\d+)?\s?%/g, "‹share›"],
  [/\/tmp\/[\w./-]+/g, "‹file›"],
  [/\s+/g, " "],
];

function essence(line: string): string {
  return incidental.reduce((text, [pattern, word]) => text.replace(pattern, word), line).trim();
}

/**
 * Where two runs of the same step part: the index of the first line that says something else, or null when they say the
 * same. Empty lines and what differs in any two runs are passed over; `other` is the place in the other run.
 */
export function findDivergence(
  own: readonly string[],
  other: readonly string[],
): { own: number; other: number } | null {
  const [mine, theirs] = [sayings(own), sayings(other)];
  for (let index = 0; index < Math.max(mine.length, theirs.length); index += 1) {
    const [one, two] = [mine[index], theirs[index]];
    if (one?.text === two?.text) continue;
    return { own: one?.index ?? own.length - 1, other: two?.index ?? other.length - 1 };
  }
  return null;
}

function sayings(lines: readonly string[]): { text: string; index: number }[] {
  return lines.map((line, index) => ({ text: essence(line), index })).filter(({ text }) => text !== "");
}
