import fc from "fast-check";
import { expect, test } from "vitest";
import { parseEnvFile } from "./env-file";

test.each([
  ["A=1", "1"],
  ["export A=1", "1"],
  ["  A = 1  ", "1"],
  ["A=", ""],
  ["A=a b", "a b"],
  ["A=a#b", "a#b"],
  ["A=a # b", "a"],
  ["A=http://x/#top", "http://x/#top"],
  ["A='a # b'", "a # b"],
  ["A='a\\nb'", "a\\nb"],
  ['A="a\\nb"', "a\nb"],
  ['A="a\nb" # c', "a\nb"],
  ['A="a\\"b"', 'a"b'],
  ["A=`it's`", "it's"],
  ["A=a=b", "a=b"],
  ["\uFEFFA=1\r\n\r\n# c\r\n", "1"],
])("%j", (text, value) =>
  expect(parseEnvFile(text)).toEqual({ variables: [{ name: "A", value }], lost: [] }),
);

test("what is no assignment, and what is given again, is said", () => {
  const { variables, lost } = parseEnvFile(
    "A=1\nhello there\nB='x' y\nA=2\nDB_PASSWORD=x\nDB_PASSWORD=y\nFOO\n1B=2",
  );
  expect(variables).toEqual([
    { name: "A", value: "2" },
    { name: "B", value: "x" },
    { name: "DB_PASSWORD", value: "y" },
  ]);
  expect(lost.map(({ line, what, why }) => [line, what, why])).toEqual([
    [1, "1", "A is given again on line 4; the last one counts"],
    [2, "hello there", "This is no NAME=value"],
    [3, "y", "It stands behind the closing quote"],
    [5, "••••••••", "DB_PASSWORD is given again on line 6; the last one counts"],
    [7, "FOO", "It has no value"],
    [8, "1B=2", "This is no name of a variable"],
  ]);
});

test("each line is a variable, a comment or on the list", () => {
  const line = fc.stringMatching(/^[A-Za-z =#'".\t-]{0,12}$/).filter((one) => !/["'`]/.test(one));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const { variables, lost } = parseEnvFile(lines.join("\n"));
      const written = lines.filter((one) => !/^\s*(#|$)/.test(one)).length;
      expect(variables.length + lost.length).toBe(written);
    }),
  );
});
