import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatCommand, parseCommand, readShellLine } from "./shell-words";

const awkward = fc.constantFrom(
  "'",
  '"',
  "\\",
  "$",
  "`",
  "\n",
  "\r\n",
  " ",
  "#",
  "*",
  "é",
  "\u00a0",
  "!",
  "~",
  "a",
  "=",
  "{",
  "&",
);
const anyArgument = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.array(awkward, { maxLength: 8 }).map((parts) => parts.join("")),
);

describe("formatCommand", () => {
  test("is read back as exactly the same arguments, with nothing to say", () => {
    fc.assert(
      fc.property(fc.array(anyArgument, { maxLength: 6 }), (args) => {
        expect(parseCommand(formatCommand(args))).toEqual({ args, problem: null, note: null });
      }),
      { numRuns: 2000 },
    );
  });

  test("is read by a real shell as the same arguments", () => {
    const args = fc
      .sample(anyArgument, { numRuns: 500, seed: 3 })
      .filter((arg) => !arg.includes("\0") && !/\p{Surrogate}/u.test(arg));
    const read = execFileSync("sh", ["-c", `printf '%s\\0' ${formatCommand(args)}`]).toString();
    expect(read.split("\0").slice(0, -1)).toEqual(args);
  });

  test.each([
    [["node", "server.js", "--port=8080"], "node server.js --port=8080"],
    [["sh", "-c", "a && b"], "sh -c 'a && b'"],
    [["echo", "it's"], 'echo "it\'s"'],
    [["echo", "it's $5"], "echo 'it'\\''s $5'"],
    [["redis-server", "--save", ""], "redis-server --save ''"],
    [[], ""],
  ])("%j is written %s", (args, text) => expect(formatCommand(args)).toBe(text));
});

describe("parseCommand", () => {
  test("splits as a real shell does", () => {
    const piece = fc.constantFrom(
      "'a b'",
      '"c \\" d"',
      "\\ ",
      "\\\\",
      "x",
      " ",
      "\t",
      "'",
      '"',
      "''",
      "\\\n",
      '"\\x"',
      "=",
    );
    const texts = fc
      .sample(fc.array(piece, { maxLength: 7 }), { numRuns: 400, seed: 5 })
      .map((parts) => parts.join(""))
      .filter((text) => parseCommand(text).problem === null && !/\\$/.test(text));
    const script = texts.map((text) => `printf '%s\\1' ${text}; printf '\\2'`).join("\n");
    const read = execFileSync("sh", ["-c", script]).toString().split("\u0002").slice(0, -1);
    expect(read).toEqual(texts.map((text) => parseCommand(text).args.concat("").join("\u0001") || "\u0001"));
  });

  test("joins lines that end with a backslash, and takes the others as space", () => {
    expect(parseCommand("node \\\n  server.js\r\n --fast").args).toEqual(["node", "server.js", "--fast"]);
  });

  test("keeps what a shell would replace, and says so", () => {
    const { args, problem, note } = parseCommand(`ls *.txt "$HOME" $\{A:-b c} ~`);
    expect(args).toEqual(["ls", "*.txt", "$HOME", `$\{A:-b c}`, "~"]);
    expect(problem).toBeNull();
    expect(note).toBe(`No shell runs this, so *.txt, $HOME, $\{A:-b c}, ~ stay as written`);
    expect(parseCommand("'$HOME' \\*").note).toBeNull();
  });

  test.each([
    ["a | b", "| needs a shell: use sh -c '…', or put it in quotes", 1],
    ["a\\\n&& b", "&& needs a shell: use sh -c '…', or put it in quotes", 2],
    ["a > b", "> needs a shell: use sh -c '…', or put it in quotes", 1],
    ["a # b", "# starts a comment in a shell: put it in quotes", 1],
    ['a "$(date)"', "$(date) needs a shell: use sh -c '…', or put it in single quotes", 1],
    ["a\n`date`", "`date` needs a shell: use sh -c '…', or put it in single quotes", 2],
    ["a 'b", "This ' is not closed", 1],
    ['a\n"b\nc', 'This " is not closed', 2],
    ["a ${b", "This ${ is not closed", 1],
    ["a $'b'", "The quotes $' are of one shell only: write the text in plain quotes", 1],
  ])("%j: %s", (text, message, line) => expect(parseCommand(text).problem).toEqual({ message, line }));

  test("# within a word is no comment, and a dollar alone is a dollar", () => {
    expect(parseCommand("a#b 5$ $")).toEqual({ args: ["a#b", "5$", "$"], problem: null, note: null });
  });
});

test("each token knows its line", () => {
  const { tokens } = readShellLine("# first\ndocker run \\\n  'a\nb' c; d");
  expect(tokens.map((token) => [token.kind, token.line])).toEqual([
    ["comment", 1],
    ["newline", 1],
    ["word", 2],
    ["word", 2],
    ["word", 3],
    ["word", 4],
    ["operator", 4],
    ["word", 4],
  ]);
});

test("never throws, whatever is typed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(awkward, fc.string()), { maxLength: 12 }),
      (parts) => void parseCommand(parts.join("")),
    ),
  );
});
