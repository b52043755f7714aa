const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** An object or list of JSON, a line each value; every token stays as it was sent, so numbers keep all their digits. Null for anything else. */
export function layJson(text: string): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const tokens = text.match(token) ?? [];
  const parts: string[] = [];
  let depth = 0;
  const line = () => parts.push(`\n${"  ".repeat(depth)}`);
  for (const [at, part] of tokens.entries()) {
    const before = tokens[at - 1] ?? "";
    const isOpening = part === "{" || part === "[";
    if (part === "}" || part === "]") {
      depth -= 1;
      if (before !== "{" && before !== "[") line();
    } else if (before === "{" || before === "[" || before === ",") line();
    parts.push(part === ":" ? ": " : part);
    if (isOpening) depth += 1;
  }
  return parts.join("");
}
