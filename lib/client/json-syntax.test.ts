import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findJsonError } from "./json-syntax";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON with one character taken out, put in or exchanged. */
const almostJson = fc
  .tuple(fc.json(), fc.nat(), fc.constantFrom("", ..."{}[],:\"'\\/#0.-+eE \t\n\u0001\ufeffaätrue"), fc.nat(1))
  .map(([text, at, char, taken]) => {
    const index = at % (text.length + 1);
    return text.slice(0, index) + char + text.slice(index + taken);
  });

describe("findJsonError", () => {
  test("accepts exactly what JSON.parse accepts", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), almostJson, fc.string({ unit: "binary" })), (text) => {
        expect(findJsonError(text) === null).toBe(isJson(text));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['{"a": 1,}', 8, "No comma before }"],
    ["{'a': 1}", 1, "JSON has double quotes only"],
    ['{"a": 1 // one\n}', 8, "JSON has no comments"],
    ['{"a" 1}', 5, "Expected a colon after the key"],
    ['{"a": 01}', 6, "Expected a value"],
    ['{"a": [1 2]}', 9, "Expected a comma or ]"],
    ['{"a": "x\n"}', 6, "This string does not end, or holds something that must be escaped"],
    ['{"a": ', 6, "The document ends here unfinished"],
    ["{} {}", 3, "The document has ended before this"],
    ["[".repeat(10_000), 201, "Nested too deeply"],
  ])("%j is wrong at %i", (text, from, message) => {
    expect(findJsonError(text)).toMatchObject({ from, message });
  });
});
