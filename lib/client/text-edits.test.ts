import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryEdits, arbitraryJson } from "#lib/testing/arbitrary-edits";
import { editValue, isSameValue } from "./document-edits";
import { documentModes, readDocument, writeDocument } from "./spec-document";
import { carryOver, editText } from "./text-edits";

const withEdits = (value: unknown) => fc.tuple(fc.constant(value), arbitraryEdits(value));

describe.each(documentModes)("editText in %s", (mode) => {
  test("gives a text that means what the edits mean", () => {
    fc.assert(
      fc.property(arbitraryJson.chain(withEdits), ([value, edits]) => {
        const text = editText(writeDocument(value, mode), mode, edits);
        const read = readDocument(text ?? "", mode);
        expect(read.readable).toBe(true);
        expect(isSameValue(read.value, editValue(value, edits)), `${text}`).toBe(true);
      }),
      { numRuns: 500 },
    );
  }, 120_000);

  test("has nothing to edit in a text that cannot be read", () => {
    expect(editText("a: [", mode, [{ kind: "set", path: ["a"], value: 1 }])).toBeNull();
    expect(carryOver("a: [", mode, {}, { a: 1 })).toBeNull();
  });

  test("gives the same text when nothing changes", () => {
    const text = mode === "yaml" ? "a:   1 # one\n" : '{"a":   1}';
    expect(editText(text, mode, [{ kind: "set", path: ["a"], value: 1 }])).toBe(text);
  });
});

test("comments and order stay", () => {
  const text = "# top\na: 1 # one\n# about b\nb: [ x ] # list\n";
  expect(carryOver(text, "yaml", { a: 1, b: ["x"] }, { a: 2, b: ["x"] })).toBe(text.replace("a: 1", "a: 2"));
});

test.each(["yaml", "json"] as const)(
  "a large paste into a list of %s is one splice: nothing else moves",
  (mode) => {
    const yaml = `# Of the team
spec:
  variables:   # theirs
    - {name: A,   value: "1"}   # one
    - name:  B

  other:   [1,   2]
`;
    const json =
      '{ "spec": {\n  "variables": [ {"name":   "A"}, {"name": "B"} ],\n  "other": [1,   2]\n} }\n';
    const text = mode === "yaml" ? yaml : json;
    const added = Array.from({ length: 400 }, (_, index) => ({ name: `V_${index}`, value: `${index}` }));
    const path = ["spec", "variables"];
    const edits = added.map((value, at) => ({ kind: "insert", path, index: 2 + at, value }) as const);
    const edited = editText(text, mode, edits) ?? "";
    for (const line of text.split("\n")) {
      if (!line.includes('"B"')) expect(edited).toContain(line);
    }
    expect(readDocument(edited, mode).value).toEqual(editValue(readDocument(text, mode).value, edits));
  },
);
