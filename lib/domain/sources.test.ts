import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createArchiveCheck } from "./source-archive";
import { findFileInFile, findPathProblem, formatBytes, normalizeSourcePath, quotePath } from "./sources";

const segment = fc.oneof(
  fc.constantFrom(".", "..", "", "a", "b.txt", "~", "C:", "é", "e\u0301", "\\", "\0", "\u202e", "con"),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const anyPath = fc.array(segment, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("/"));

describe("a path", () => {
  test("is either refused or stays below the folder it is put in, whatever it is", () => {
    fc.assert(
      fc.property(anyPath, (raw) => {
        const path = normalizeSourcePath(raw);
        if (findPathProblem(path) !== null) return;
        const { pathname } = new URL(
          path.split("/").map(encodeURIComponent).join("/"),
          "file:///base/folder/",
        );
        expect(pathname.startsWith("/base/folder/")).toBe(true);
        expect(pathname.split("/").length).toBe(path.split("/").length + 3);
        expect(path).toBe(path.normalize("NFC"));
        expect(path).not.toMatch(/[\\\p{Cc}]|(^|\/)\.{0,2}(\/|$)/u);
      }),
    );
  });

  test("in its stored form is in its stored form", () => {
    fc.assert(
      fc.property(anyPath, (raw) => {
        const path = normalizeSourcePath(raw);
        expect(normalizeSourcePath(path)).toBe(path);
      }),
    );
  });

  test("shows in messages what would not be seen", () => {
    expect(quotePath("a\u202eb\u0007")).toBe('"a\\u202eb\\u0007"');
  });
});

test("a file in a file is found however far apart they stand", () => {
  expect(findFileInFile(["a", "ab", "a.b/c", "b/c"])).toBeNull();
  expect(findFileInFile(["a/b/c/d", "x", "a/b"])).toEqual(["a/b", "a/b/c/d"]);
});

test("an archive's folders make nothing, nor count", () => {
  const check = createArchiveCheck(100);
  const facts = { size: 1, encrypted: false, unixMode: 0 };
  expect(check.take({ ...facts, name: "./" })).toBeNull();
  expect(check.take({ ...facts, name: "a/" })).toBeNull();
  expect(check.take({ ...facts, name: "./a/b", unixMode: 0o100640 })).toEqual({ path: "a/b", mode: 0o640 });
  expect(() => check.finish()).not.toThrow();
});

test("sizes are said in words", () => {
  expect([0, 1023, 1536, 5 * 2 ** 30].map(formatBytes)).toEqual([
    "0 bytes",
    "1023 bytes",
    "1.5 KiB",
    "5 GiB",
  ]);
});
