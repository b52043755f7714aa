import { maxDepth, tooDeep } from "#lib/domain/nesting";

export interface SyntaxError {
  from: number;
  to: number;
  message: string;
}

const space = /[ \t\n\r]*/y;
const string = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const primitive = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.])/y;

/**
 * The first place where a text stops being JSON (RFC 8259), or null exactly when `JSON.parse` accepts it. The errors of
 * `JSON.parse` name no place that is the same in every browser, and a YAML parser accepts far more than JSON.
 */
export function findJsonError(text: string): SyntaxError | null {
  let at = 0;

  function take(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  }
  function takeChar(char: string): boolean {
    take(space);
    if (text[at] !== char) return false;
    at += 1;
    return true;
  }
  function fail(message: string): SyntaxError {
    return { from: at, to: Math.min(at + 1, text.length), message: at >= text.length ? unfinished : message };
  }
  function readString(): SyntaxError | null {
    take(space);
    if (take(string)) return null;
    if (text[at] === '"') return { from: at, to: lineEnd(text, at), message: badString };
    return fail(text[at] === "'" ? "JSON has double quotes only" : "Expected a key in double quotes");
  }
  function readValue(depth: number): SyntaxError | null {
    if (depth > maxDepth) return fail(tooDeep);
    if (takeChar("{")) return readItems("}", () => readString() ?? readColon() ?? readValue(depth + 1));
    if (takeChar("[")) return readItems("]", () => readValue(depth + 1));
    if (text[at] === '"') return readString();
    return take(primitive) ? null : fail(complaints[text[at] ?? ""] ?? "Expected a value");
  }
  function readColon(): SyntaxError | null {
    return takeChar(":") ? null : fail("Expected a colon after the key");
  }
  function readItems(end: string, readItem: () => SyntaxError | null): SyntaxError | null {
    if (takeChar(end)) return null;
    for (;;) {
      const error = readItem();
      if (error) return error;
      if (takeChar(end)) return null;
      if (!takeChar(",")) return fail(complaints[text[at] ?? ""] ?? `Expected a comma or ${end}`);
      take(space);
      if (text[at] === end) return fail(`No comma before ${end}`);
    }
  }

  const error = readValue(0);
  if (error) return error;
  take(space);
  return at === text.length ? null : fail("The document has ended before this");
}

const unfinished = "The document ends here unfinished";
const badString = "This string does not end, or holds something that must be escaped";
const complaints: Record<string, string> = {
  "'": "JSON has double quotes only",
  "/": "JSON has no comments",
  "#": "JSON has no comments",
};

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
