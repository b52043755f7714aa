import fc from "fast-check";
import { expect, test } from "vitest";
import { findInLines, foldCase, LineCutter, makeMask } from "./build-log";

function cut(...pieces: string[]): string[] {
  const cutter = new LineCutter();
  return [...pieces.flatMap((piece) => cutter.push(piece)), ...cutter.end()];
}

test("lines come out the same however the text is cut on its way", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\n", " ") })), (pieces) => {
      const text = pieces.join("");
      const lines = text.split("\n");
      if (lines.at(-1) === "") lines.pop();
      expect(cut(...pieces)).toEqual(lines);
    }),
  );
});

test("a carriage return begins the line anew, as on a terminal", () => {
  expect(cut("10%\r50", "%\r100%\ndone\r\n")).toEqual(["100%", "done"]);
});

test("a line without end is continued on the next before it fills the memory", () => {
  const lines = cut(...Array.from({ length: 40 }, () => "x".repeat(10_000)), "\nnext\n");
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(128 * 1024);
  expect(lines.slice(0, -1).join("")).toHaveLength(400_000);
  expect(lines.at(-1)).toBe("next");
});

test("a NUL, which no database text can hold, becomes the sign for what cannot be shown", () => {
  expect(cut("a\0b\n")).toEqual(["a\uFFFDb"]);
});

test("secrets are masked, the longer of two that begin alike as a whole, and each line of one of many", () => {
  const mask = makeMask(["secret", "secret-and-more", "-----BEGIN-----\nfirst line\nsecond line", "ab"]);
  expect(mask("a secret-and-more and secret")).toBe("a ••• and •••");
  expect(mask("the second line, and ab")).toBe("the •••, and ab");
});

test("what is found has the places a reader sees", () => {
  expect(findInLines(["no", "Error and error", "ERR"], 10, "ERROR")).toEqual([
    { line: 11, column: 0 },
    { line: 11, column: 10 },
  ]);
  expect(foldCase("ÄÖ Ab")).toBe("ÄÖ ab");
});
