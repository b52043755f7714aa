import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { valueAt } from "#lib/domain/json-values";
import { arbitraryEdits, arbitraryJson } from "#lib/testing/arbitrary-edits";
import { type DocumentEdit, editValue, hasPath, isSameValue } from "./document-edits";
import { findEdits } from "./find-edits";

describe("editValue", () => {
  test.each<[string, unknown, DocumentEdit, unknown]>([
    ["sets", { a: 1, b: 2 }, { kind: "set", path: ["a"], value: 3 }, { a: 3, b: 2 }],
    ["makes maps on the way", {}, { kind: "set", path: ["a", "b", "c"], value: 1 }, { a: { b: { c: 1 } } }],
    ["makes a map of null", { a: null }, { kind: "set", path: ["a", "b"], value: 1 }, { a: { b: 1 } }],
    ["makes lists on the way", null, { kind: "set", path: ["a", 0, "b"], value: 1 }, { a: [{ b: 1 }] }],
    ["sets an item", { a: [1, 2] }, { kind: "set", path: ["a", 1], value: 3 }, { a: [1, 3] }],
    ["appends beyond the end", [1], { kind: "set", path: [7], value: 2 }, [1, 2]],
    ["sets the whole", { a: 1 }, { kind: "set", path: [], value: [] }, []],
    ["removes a key", { a: 1, b: 2 }, { kind: "remove", path: ["a"] }, { b: 2 }],
    ["removes an item", [1, 2, 3], { kind: "remove", path: [1] }, [1, 3]],
    ["removes the last item", { a: [1] }, { kind: "remove", path: ["a", 0] }, { a: [] }],
    ["removes the whole", { a: [1] }, { kind: "remove", path: [] }, null],
    ["removes nothing that is not there", { a: 1 }, { kind: "remove", path: ["b", "c"] }, { a: 1 }],
    ["removes nothing beyond the end", [1], { kind: "remove", path: [1] }, [1]],
    ["inserts", [1, 3], { kind: "insert", path: [], index: 1, value: 2 }, [1, 2, 3]],
    ["inserts into a new list", {}, { kind: "insert", path: ["a"], index: 5, value: 1 }, { a: [1] }],
    ["moves down", [1, 2, 3], { kind: "move", path: [], from: 0, to: 2 }, [2, 3, 1]],
    ["moves up", [1, 2, 3], { kind: "move", path: [], from: 2, to: 0 }, [3, 1, 2]],
    ["moves nothing from nowhere", [1, 2], { kind: "move", path: [], from: 5, to: 0 }, [1, 2]],
    ["moves nothing in a map", { a: 1 }, { kind: "move", path: [], from: 0, to: 1 }, { a: 1 }],
    ["renames", { a: 1, b: 2 }, { kind: "rename", path: ["a"], key: "c" }, { c: 1, b: 2 }],
    ["renames to no taken key", { a: 1, b: 2 }, { kind: "rename", path: ["a"], key: "b" }, { a: 1, b: 2 }],
    ["renames nothing that is not there", { a: 1 }, { kind: "rename", path: ["x"], key: "b" }, { a: 1 }],
  ])("%s", (_name, value, edit, expected) => {
    expect(editValue(value, [edit])).toEqual(expected);
  });

  test("a key keeps its place", () => {
    const renamed = editValue({ a: 1, b: 2, c: 3 }, [{ kind: "rename", path: ["b"], key: "z" }]);
    const set = editValue({ a: 1, b: 2, c: 3 }, [{ kind: "set", path: ["b"], value: 5 }]);
    expect(Object.keys(renamed ?? {})).toEqual(["a", "z", "c"]);
    expect(Object.keys(set ?? {})).toEqual(["a", "b", "c"]);
  });

  test("paths are of the document as the edits before left it", () => {
    const edits: DocumentEdit[] = [
      { kind: "remove", path: [0] },
      { kind: "set", path: [0], value: "was second" },
      { kind: "insert", path: [], index: 0, value: "new" },
    ];
    expect(editValue([1, 2], edits)).toEqual(["new", "was second"]);
  });

  test("__proto__ is a key like any other", () => {
    const value = editValue({}, [{ kind: "set", path: ["__proto__", "polluted"], value: true }]);
    expect(Object.hasOwn(value ?? {}, "__proto__")).toBe(true);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(valueAt(value, ["__proto__", "polluted"])).toBe(true);
    expect(editValue(value, [{ kind: "remove", path: ["__proto__"] }])).toEqual({});
    expect(hasPath({}, ["__proto__"])).toBe(false);
    expect(hasPath({}, ["constructor"])).toBe(false);
  });

  test("the value given stays as it is", () => {
    fc.assert(
      fc.property(arbitraryJson.chain(withEdits), ([value, edits]) => {
        const before = structuredClone(value);
        editValue(value, edits);
        expect(value).toEqual(before);
      }),
    );
  });
});

const withEdits = (value: unknown) => fc.tuple(fc.constant(value), arbitraryEdits(value));

describe("findEdits", () => {
  test("applying what was found gives the other value", () => {
    fc.assert(
      fc.property(arbitraryJson, arbitraryJson, (before, after) => {
        expect(editValue(before, findEdits(before, after))).toEqual(after);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(arbitraryJson.chain(withEdits), ([before, edits]) => {
        const after = editValue(before, edits);
        expect(editValue(before, findEdits(before, after))).toEqual(after);
      }),
      { numRuns: 2000 },
    );
  });

  const named = (...names: string[]) => names.map((name) => ({ name, value: name.toUpperCase() }));
  test.each<[string, unknown, unknown, DocumentEdit[]]>([
    ["order of keys", { a: 1, b: 2 }, { b: 2, a: 1 }, []],
    [
      "one field",
      { a: { b: 1, c: 2 } },
      { a: { b: 1, c: 3 } },
      [{ kind: "set", path: ["a", "c"], value: 3 }],
    ],
    ["a renamed key", { a: [1], c: 2 }, { b: [1], c: 2 }, [{ kind: "rename", path: ["a"], key: "b" }]],
    [
      "first to last",
      named("a", "b", "c"),
      named("b", "c", "a"),
      [{ kind: "move", path: [], from: 0, to: 2 }],
    ],
    [
      "last to first",
      named("a", "b", "c"),
      named("c", "a", "b"),
      [{ kind: "move", path: [], from: 2, to: 0 }],
    ],
    [
      "a new item",
      named("a", "c"),
      named("a", "b", "c"),
      [{ kind: "insert", path: [], index: 1, value: named("b")[0] }],
    ],
    ["a lost item", named("a", "b", "c"), named("a", "c"), [{ kind: "remove", path: [1] }]],
    [
      "a renamed item",
      named("a", "b"),
      [{ name: "x", value: "A" }, ...named("b")],
      [{ kind: "set", path: [0, "name"], value: "x" }],
    ],
    ["an argument", ["run", "-v", "x"], ["run", "x"], [{ kind: "remove", path: [1] }]],
    ["another argument", ["run", "-v", "x"], ["run", "-q", "x"], [{ kind: "set", path: [1], value: "-q" }]],
    [
      "first of two that are the same",
      ["-v", "a", "-v", "b"],
      ["a", "-v", "b"],
      [{ kind: "remove", path: [0] }],
    ],
    ["another kind", { a: [] }, { a: {} }, [{ kind: "set", path: ["a"], value: {} }]],
  ])("%s is one small edit", (_name, before, after, edits) => {
    expect(findEdits(before, after)).toEqual(edits);
  });
});

test("values are the same whatever the order of their keys", () => {
  expect(isSameValue({ a: 1, b: [1] }, { b: [1], a: 1 })).toBe(true);
  expect(isSameValue([1, 2], [2, 1])).toBe(false);
  expect(isSameValue({ a: undefined }, { b: undefined })).toBe(false);
  expect(isSameValue([], {})).toBe(false);
});
