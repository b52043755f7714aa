import { describe, expect, test } from "vitest";
import type { DocumentEdit } from "./document-edits";
import type { DocumentPath } from "./document-places";
import { editText } from "./text-edits";

const set = (path: DocumentPath, value: unknown): DocumentEdit => ({ kind: "set", path, value });
const remove = (path: DocumentPath): DocumentEdit => ({ kind: "remove", path });
const rename = (path: DocumentPath, key: string): DocumentEdit => ({ kind: "rename", path, key });
const move = (path: DocumentPath, from: number, to: number): DocumentEdit => ({
  kind: "move",
  path,
  from,
  to,
});
const insert = (path: DocumentPath, index: number, value: unknown): DocumentEdit => ({
  kind: "insert",
  path,
  index,
  value,
});

type Case = [before: string, edits: DocumentEdit[], after: string];

describe("values keep their quotes, blocks and comments", () => {
  test.each<Case>([
    ["a: 1   # c\nb: 2\n", [set(["a"], 3)], "a: 3   # c\nb: 2\n"],
    ["a: 'x' # c\n", [set(["a"], "y z")], "a: 'y z' # c\n"],
    ['a: "x" # c\n', [set(["a"], "no")], 'a: "no" # c\n'],
    ["a: x # c\n", [set(["a"], "two\nlines")], "a: |- # c\n  two\n  lines\n"],
    ["a: x # c\nb: 1\n", [set(["a"], { k: 1, l: [1] })], "a: # c\n  k: 1\n  l:\n    - 1\nb: 1\n"],
    ["a: | # c\n  one\n  two\nb: 1\n", [set(["a"], "three")], "a: |- # c\n  three\nb: 1\n"],
    ["a: | # c\n  one\n  two\nb: 1\n", [set(["a"], "three\nfour\n")], "a: | # c\n  three\n  four\nb: 1\n"],
    ["a: | # c\n  one\n  two\nb: 1\n", [set(["a"], 5)], "a: 5 # c\nb: 1\n"],
    ["a: >-\n  one\n  two\n\n# x\nb: 1\n", [set(["a"], "three four")], "a: >-\n  three four\n\n# x\nb: 1\n"],
    ["a: |+\n  one\n\n\nb: 1\n", [set(["a"], "x\n\n")], "a: |+\n  x\n\nb: 1\n"],
    ["a: one\n  two # c\nb: 1\n", [set(["a"], "x")], "a: x # c\nb: 1\n"],
    ["a:\n  one # c\nb: 1\n", [set(["a"], "x")], "a:\n  x # c\nb: 1\n"],
    ["a: # c\n  one # d\nb: 1\n", [set(["a"], { x: 1 })], "a: # c\n   # d\n  x: 1\nb: 1\n"],
    ["a: # c\n  # first\n  x: 1 # d\n  # end\nb: 1\n", [set(["a"], 5)], "a: 5 # c\n  # end\nb: 1\n"],
  ])("%j %j", (before, edits, after) => {
    expect(editText(before, "yaml", edits)).toBe(after);
  });
});

describe("entries of blocks", () => {
  test.each<Case>([
    ["a: # c\n  # first\n  x: 1 # d\n  # end\nb: 1\n", [remove(["a", "x"])], "a: {} # c\n  # end\nb: 1\n"],
    ["a: # c\n  - 1 # d\n  # end\nb: 1\n", [remove(["a", 0])], "a: [] # c\n  # end\nb: 1\n"],
    [
      "a:\n- 1 # d\n# end\nb: 1\n",
      [insert(["a"], 1, { x: 1, y: [2] })],
      'a:\n- 1 # d\n- x: 1\n  "y":\n  - 2\n# end\nb: 1\n',
    ],
    [
      "a:\n  - 1 # d\n    # deeper\n\n  # detached\n\n  - 2\nb: 1\n",
      [move(["a"], 0, 1)],
      "a:\n\n  # detached\n\n  - 2\n  - 1 # d\n    # deeper\nb: 1\n",
    ],
    ["- a: 1 # n\n  # about b\n  b: 2\n- c\n", [remove([0, "a"])], "- # about b\n  b: 2\n- c\n"],
    ["- a: 1 # n\n\n  # about b\n\n  b: 2\n- c\n", [remove([0, "a"])], "-\n\n  # about b\n\n  b: 2\n- c\n"],
    ["- a: 1 # n\n- c\n", [remove([0, "a"])], "- {}\n- c\n"],
    ["- - 1\n  - 2\n- c\n", [remove([0, 0])], "- - 2\n- c\n"],
    ["- - 1 # x\n- c\n", [remove([0, 0]), insert([0], 0, 5)], "- - 5\n- c\n"],
    ["- name: x\n  port: 1\n", [set([0, "b"], 1)], "- name: x\n  port: 1\n  b: 1\n"],
  ])("%j %j", (before, edits, after) => {
    expect(editText(before, "yaml", edits)).toBe(after);
  });
});

describe("brackets", () => {
  test.each<Case>([
    ["a: { x: 1, y: 2 } # c\n", [set(["a", "z"], [1, "no"])], 'a: { x: 1, y: 2, z: [1, "no"] } # c\n'],
    ["a: { x: 1, y: 2 } # c\n", [remove(["a", "y"])], "a: { x: 1 } # c\n"],
    ["a: { x: 1, y: 2 } # c\n", [remove(["a", "x"])], "a: { y: 2 } # c\n"],
    [
      "a: { x: 1, y: 2 } # c\n",
      [remove(["a", "x"]), remove(["a", "y"]), set(["a", "q"], "w")],
      "a: # c\n  q: w\n",
    ],
    [
      "a: [1, 2, 3] # c\n",
      [move(["a"], 0, 2), insert(["a"], 1, "x"), remove(["a", 0])],
      "a: [x, 3, 1] # c\n",
    ],
    ['a: ["x", "y"] # c\n', [insert(["a"], 2, "z")], 'a: ["x", "y", "z"] # c\n'],
    [
      "a: {\n  x: 1, # cx\n  # about y\n  y: 2 # cy\n}\n",
      [set(["a", "z"], 3)],
      "a: {\n  x: 1, # cx\n  # about y\n  y: 2, # cy\n  z: 3\n}\n",
    ],
    [
      "a: {\n  x: 1, # cx\n  # about y\n  y: 2, # cy\n}\n",
      [set(["a", "z"], 3)],
      "a: {\n  x: 1, # cx\n  # about y\n  y: 2, # cy\n  z: 3,\n}\n",
    ],
    ["a: {\n  x: 1, # cx\n  # about y\n  y: 2 # cy\n}\n", [remove(["a", "y"])], "a: {\n  x: 1 # cx\n}\n"],
    [
      "a: {\n  x: 1, # cx\n  # about y\n  y: 2 # cy\n}\n",
      [remove(["a", "x"])],
      "a: {\n  # about y\n  y: 2 # cy\n}\n",
    ],
    [
      "a: [\n  x, # cx\n  # about y\n  y # cy\n]\n",
      [move(["a"], 0, 1)],
      "a: [\n  # about y\n  y, # cy\n  x # cx\n]\n",
    ],
    [
      "a: [\n  x, # cx\n  # about y\n  y # cy\n]\n",
      [move(["a"], 1, 0)],
      "a: [\n  # about y\n  y, # cy\n  x # cx\n]\n",
    ],
    ["a: {x: , y}\n", [set(["a", "x"], 1), set(["a", "y"], 2)], "a: {x: 1, y: 2}\n"],
  ])("%j %j", (before, edits, after) => {
    expect(editText(before, "yaml", edits)).toBe(after);
  });
});

describe("anchors and aliases", () => {
  test.each<Case>([
    ["a: {'x y':1}\n", [rename(["a", "x y"], "z y")], "a: {'z y':1}\n"],
    [
      "x: &a { p: 1 }\ny: *a # alias\nz: *a\n",
      [set(["y", "p"], 2)],
      "x: &a { p: 1 }\ny: { p: 2 } # alias\nz: *a\n",
    ],
    [
      "x: &a { p: 1 }\ny: *a # alias\nz: *a\n",
      [set(["x", "p"], 2)],
      "x: &a { p: 2 }\ny: { p: 1 } # alias\nz: { p: 1 }\n",
    ],
    ["x: &a\n  p: 1 # p\ny: *a\n", [set(["x", "p"], 2)], "x: &a\n  p: 2 # p\ny:\n  p: 1\n"],
    [
      "x: &a\n  p: 1 # p\ny:\n  <<: *a\n  q: 1\n",
      [set(["y", "q"], 2)],
      "x: &a\n  p: 1 # p\ny:\n  <<: *a\n  q: 2\n",
    ],
  ])("%j %j", (before, edits, after) => {
    expect(editText(before, "yaml", edits)).toBe(after);
  });
});

describe("line ends, marks and empty texts", () => {
  test.each<Case>([
    ["x: &a\n  p: 1 # p\ny:\n  <<: *a\n  q: 1\n", [remove(["x"])], "y:\n  <<:\n    p: 1\n  q: 1\n"],
    ["- &a 1\n- *a\n- 3\n", [move([], 1, 0)], "- 1\n- &a 1\n- 3\n"],
    [
      "a: 1\r\n# c\r\nb:\r\n  - x\r\n",
      [set(["c"], "u\nv\n"), insert(["b"], 1, { x: 1, y: 2 }), remove(["a"])],
      '# c\r\nb:\r\n  - x\r\n  - x: 1\r\n    "y": 2\r\nc: |\r\n  u\r\n  v\r\n',
    ],
    ["a: 1\r\nb: 2", [set(["c"], 3)], "a: 1\r\nb: 2\r\nc: 3"],
    ["a: 1\nb: 2", [remove(["b"])], "a: 1\n"],
    ["a: 1\nb:\n  - 1\n  - 2", [move(["b"], 1, 0)], "a: 1\nb:\n  - 2\n  - 1"],
    ["a: 1\nb:\n  - 1\n  - 2", [move(["b"], 0, 1)], "a: 1\nb:\n  - 2\n  - 1"],
    ["a: 1", [set(["a"], { x: 1 })], "a:\n  x: 1"],
    ["# only\n", [set(["a"], 1)], "# only\na: 1\n"],
    ["", [set(["a"], 1)], "a: 1\n"],
    ["---\n", [set(["a"], 1)], "---\na: 1\n"],
    ["--- # x\n# only\n...\n", [set(["a"], 1)], "---\na: 1\n# x\n# only\n...\n"],
    ["%YAML 1.2\n---\n# c\na: 1\n...\n", [set(["b"], 2)], "%YAML 1.2\n---\n# c\na: 1\nb: 2\n...\n"],
    ["--- {a: 1}\n", [set(["b"], 2)], "--- {a: 1, b: 2}\n"],
    ["\ufeffa: 1\nb: 2\n", [remove(["a"])], "\ufeffb: 2\n"],
    ["\ufeffa: 1 # x\n", [set(["b"], 2), set(["a"], 5)], "\ufeffa: 5 # x\nb: 2\n"],
    ["{a: 1, b: [1,2]}\n", [set(["c"], { x: 1 }), insert(["b"], 0, 0)], "{a: 1, b: [0,1,2], c: { x: 1 }}\n"],
    [
      '{\n\t"a": 1,\n\t"b": []\n}\n',
      [set(["c"], { x: 1 }), insert(["b"], 0, { n: 1 })],
      '{\n\t"a": 1,\n\t"b": [\n\t\t{\n\t\t\t"n": 1\n\t\t}\n\t],\n\t"c": {\n\t\t"x": 1\n\t}\n}\n',
    ],
    ["# head\na: 1\n", [remove(["a"])], "# head\n{}\n"],
  ])("%j %j", (before, edits, after) => {
    expect(editText(before, "yaml", edits)).toBe(after);
  });
});

describe("what else YAML allows", () => {
  test.each<Case>([
    ["# head\na: 1\nb: 2\n", [remove(["a"])], "# head\nb: 2\n"],
    ["? a\n: 1\n? b\n", [set(["a"], 2)], "? a\n: 2\n? b\n"],
    ["? a\n: 1\n? b\n", [set(["b"], 2)], "a: 1\nb: 2\n"],
    ["? [x, y]\n: 1\nb: 1\n", [set(["b"], 2)], "? [x, y]\n: 1\nb: 2\n"],
    ["a: !!str 5 # c\n", [set(["a"], 6)], "a: 6 # c\n"],
    ["a: !x {b: 1}\n", [set(["a", "b"], 6)], "a: !x {b: 6}\n"],
    [
      "a:\n    b:\n        c: 1\n",
      [set(["a", "d"], { e: { f: [1] } })],
      "a:\n    b:\n        c: 1\n    d:\n        e:\n            f:\n                - 1\n",
    ],
    [
      "spec:\n  containerGroups:\n    - containers:\n        - imageUri: x # img\n          port: 80\n",
      [
        set(["spec", "containerGroups", 0, "containers", 0, "name"], "web"),
        set(["spec", "containerGroups", 0, "containers", 0, "environmentVars"], [{ name: "A", value: "1" }]),
        set(["name"], "n"),
      ],
      'name: "n"\nspec:\n  containerGroups:\n    - containers:\n        - name: web\n          imageUri: x # img\n          port: 80\n          environmentVars:\n            - name: A\n              value: "1"\n',
    ],
    [
      "a: []  # none\n",
      [insert(["a"], 0, { name: "x", value: "y" })],
      'a:  # none\n  - name: x\n    value: "y"\n',
    ],
    [
      "a: {}  # none\n",
      [set(["a", "b"], { name: "x", value: "y" })],
      'a:  # none\n  b:\n    name: x\n    value: "y"\n',
    ],
    ["a:\nb:   # c\n", [set(["a"], 1), set(["b", "c"], 1)], "a: 1\nb:   # c\n  c: 1\n"],
    ["a:\n  - # c\n  - 2\n", [set(["a", 0], 1)], "a:\n  - 1 # c\n  - 2\n"],
    ["a: x\n", [set([], ["y"])], '- "y"\n'],
    ["# c\n- x\n# d\n", [set([], { a: 1 })], "# c\na: 1\n# d\n"],
    [
      "'quoted': 1\n\"dq\": 2\n",
      [rename(["quoted"], "no"), rename(["dq"], "e"), set(["e"], "x")],
      "'no': 1\n\"e\": x\n",
    ],
    ["a: 1\na: 2\n", [set(["a"], 3)], "a: 1\na: 3\n"],
    ["[a: 1, b]\n", [set([1], 3), set([0, "a"], 4)], "[ { a: 4 }, 3 ]\n"],
  ])("%j %j", (before, edits, after) => {
    expect(editText(before, "yaml", edits)).toBe(after);
  });
});

describe("JSON keeps its own formatting", () => {
  const lines = '{\n    "a": 1,\n    "b": [\n        "x"\n    ]\n}\n';
  test.each<Case>([
    [
      '{"a":1,"b":[1,2]}',
      [set(["c"], { x: [1] }), insert(["b"], 1, "y")],
      '{"a":1,"b":[1,"y",2],"c":{"x":[1]}}',
    ],
    ['{ "a": 1,   "b": 2 }', [set(["c"], []), remove(["a"])], '{ "b": 2,   "c": [] }'],
    [
      lines,
      [insert(["b"], 1, { n: 1 })],
      lines.replace('"x"', '"x",\n        {\n            "n": 1\n        }'),
    ],
    [lines, [remove(["b", 0])], lines.replace(/\[[^\]]*\]/, "[]")],
    [lines, [rename(["a"], "é")], lines.replace('"a"', '"é"')],
    ['{\t"a":\t1e3 }', [set(["a"], 1.5)], '{\t"a":\t1.5 }'],
    ["[]", [insert([], 0, null)], "[null]"],
    ["1\n", [set([], { a: 1 })], '{ "a": 1 }\n'],
    ['{\r\n  "a": 1\r\n}', [set(["b"], 2)], '{\r\n  "a": 1,\r\n  "b": 2\r\n}'],
  ])("%j %j", (before, edits, after) => {
    expect(editText(before, "json", edits)).toBe(after);
  });
});
