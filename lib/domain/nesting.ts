/** Deeper than any specification, and far from what exhausts the stack of a parser. */
export const maxDepth = 200;

export const tooDeep = "Nested too deeply";

/**
 * Where a text of YAML or JSON nests too deep, or null. Asked before any parser: some 10,000 levels end its process, not
 * with an exception but with a crash.
 */
export function findDepthError(text: string): { from: number; to: number; message: string } | null {
  const column = text.search(new RegExp(`^[ \\t?-]{${maxDepth * 5},}`, "m"));
  if (column !== -1) return { from: column, to: column, message: tooDeep };
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === "[" || char === "{") depth += 1;
    if ((char === "]" || char === "}") && depth > 0) depth -= 1;
    if (depth > maxDepth) return { from: at, to: at + 1, message: tooDeep };
  }
  return null;
}
