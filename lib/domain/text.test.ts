import { expect, test } from "vitest";
import { findUnstorableText } from "./text";

test("NUL and lone surrogates are found wherever they hide, with their path", () => {
  const value = {
    name: "a\0",
    list: ["fine", { deep: "\ud800" }],
    "ke\0y": 1,
    pair: "😀",
    date: new Date(0),
    none: null,
  };
  expect(findUnstorableText(value).map((issue) => issue.path)).toEqual(["name", "list[1].deep", "ke\0y"]);
});

test("ordinary text of any language is storable", () => {
  expect(findUnstorableText(["héllo", "日本語", "😀\u200d👩", "\t\n\u007f", ""])).toEqual([]);
});
