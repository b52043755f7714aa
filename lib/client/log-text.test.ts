import { expect, test } from "vitest";
import { markFound, readLine } from "./log-text";

const looks = (line: string) => readLine(line).map(({ text, look }) => [text, look]);

test("colours are the theme's, and nothing else of a sequence is left", () => {
  expect(looks("\u001b[31mnpm error\u001b[39m code")).toEqual([
    ["npm error", "text-bad"],
    [" code", ""],
  ]);
  expect(looks("\u001b[1;33mwarn\u001b[0m \u001b[2mdim\u001b[22m")).toEqual([
    ["warn", "text-warn font-semibold"],
    [" ", ""],
    ["dim", "text-ink-3"],
  ]);
  // Colours no theme has are hues of nothing; a ground makes the text plain.
  expect(looks("\u001b[38;5;208mx\u001b[0m\u001b[31;43my\u001b[0m")).toEqual([
    ["x", ""],
    ["y", "bg-line text-ink"],
  ]);
});

test("where the cursor goes, titles and links are no text", () => {
  const line =
    "\u001b[2K\u001b[1Ga\u001b]0;title\u0007b\u001b]8;;https://x.example\u001b\\link\u001b]8;;\u001b\\\u0008\u0000";
  expect(looks(line)).toEqual([["ablink", ""]]);
  expect(looks("\u001b")).toEqual([]);
  expect(looks("")).toEqual([]);
  expect(looks("a\tb")).toEqual([["a\tb", ""]]);
});

test("what is found is marked across colours, in any case", () => {
  const spans = markFound(readLine("\u001b[31mERR\u001b[39mOR error"), "error");
  expect(spans.map(({ at, text, found }) => [at, text, found])).toEqual([
    [0, "ERR", true],
    [3, "OR", true],
    [5, " ", false],
    [6, "error", true],
  ]);
  expect(spans[0]?.look).toBe("text-bad");
});
