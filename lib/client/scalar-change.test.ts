import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryJson } from "#lib/testing/arbitrary-edits";
import { arbitraryArtifact } from "#lib/testing/arbitrary-spec";
import { arbitraryYaml } from "#lib/testing/arbitrary-yaml";
import { type DocumentMode, documentModes, readChanged, readWhole, writeDocument } from "./spec-document";
import type { OutlineNode } from "./text-outline";

const arbitraryText: Record<DocumentMode, fc.Arbitrary<string>> = {
  yaml: fc.oneof(
    arbitraryYaml.map((lines) => `${lines.map(({ text }) => text).join("\n")}\n`),
    fc.oneof(arbitraryJson, arbitraryArtifact).map((value) => writeDocument(value, "yaml")),
  ),
  json: fc.oneof(
    fc.oneof(arbitraryJson, arbitraryArtifact).map((value) => writeDocument(value, "json")),
    arbitraryJson.map((value) => JSON.stringify(value)),
  ),
};

/** What is typed: mostly a letter, often what means something to YAML or JSON. */
const arbitraryTyped = fc.oneof(
  fc.constantFrom("a", "b", "0", "x y", "é", "😀", ""),
  fc.constantFrom(
    ..."\"'#:-?,[]{}&*!|>%@`\\ \t\n",
    ": ",
    " #",
    "- ",
    "---",
    "\r\n",
    "null",
    "true",
    "1e3",
    "\\n",
  ),
);

const arbitraryEdit = fc.record({ at: fc.nat(), taken: fc.nat(3), typed: arbitraryTyped });

function expectSame(text: string, mode: DocumentMode, before: ReturnType<typeof readWhole>): boolean {
  const changed = readChanged(before, text, mode);
  if (!changed) return false;
  const { document } = readWhole(text, mode);
  expect(document.readable, text).toBe(true);
  expect(changed.value, text).toEqual(document.value);
  // The order of keys as well.
  expect(JSON.stringify(changed.value)).toBe(JSON.stringify(document.value));
  expect(changed.problems).toEqual(document.problems);
  const step = Math.ceil(text.length / 100);
  for (let offset = 0; offset <= text.length; offset += step) {
    const place = document.placeAt(offset);
    expect(changed.placeAt(offset), `${offset} of ${text}`).toEqual(place);
    for (const part of ["key", "value"] as const)
      expect(changed.rangeOfPath(place.path, part)).toEqual(document.rangeOfPath(place.path, part));
  }
  expect(laidOpen(changed.outline?.().root ?? null)).toEqual(laidOpen(document.outline?.().root ?? null));
  return true;
}

function laidOpen(node: OutlineNode | null): unknown {
  if (!node) return null;
  const { kind, flow, start, from, to, style } = node;
  const entries = node.entries.map((entry) => ({ ...entry, value: laidOpen(entry.value) }));
  return { kind, flow, start, from, to, style, entries };
}

describe.each(documentModes)("typing into a text of %s", (mode) => {
  test("is read as the whole text would be", () => {
    let short = 0;
    fc.assert(
      fc.property(
        arbitraryText[mode],
        fc.array(arbitraryEdit, { minLength: 1, maxLength: 4 }),
        (text, edits) => {
          const before = readWhole(text, mode);
          let now = text;
          for (const { at, taken, typed } of edits) {
            const from = at % (now.length + 1);
            const next = now.slice(0, from) + typed + now.slice(from + taken);
            if (expectSame(next, mode, before)) short += 1;
            now = next;
          }
        },
      ),
      { numRuns: 500 },
    );
    // That much of it was not read as a whole.
    expect(short).toBeGreaterThan(20);
  }, 120_000);
});

const yaml = `name: web # ours
spec:
  image: "r/a:1"
  list:
    - one
    - key: 'two'
      other: 2
  text: |
    of lines
`;

test.each([
  ["'two'", "'two''", false],
  ["one", "ones", true],
  ["'two'", "two", true],
  ["2", '"2"', true],
  ["one", "one: 1", false],
  ["one", "[one", false],
  ["one", "*one", false],
  ["one", "&one 1", false],
  ["one", "", false],
  ["one", "one # 1", false],
  ['"r/a:1"', '"r/a:1', false],
  ["of lines", "of more lines", false],
  ["# ours", "# theirs", false],
  ["other", "another", false],
])("%s written as %s: only this is read again: %s", (old, typed, expected) => {
  const before = readWhole(yaml, "yaml");
  const text = yaml.replace(old, typed);
  expect(readChanged(before, text, "yaml") !== null).toBe(expected);
  if (expected) expectSame(text, "yaml", before);
});

test("where aliases repeat a part, or a directive changes what words mean, the whole is read", () => {
  for (const text of ["a: &x one\nb: *x\nc: two\n", "%YAML 1.1\n---\nc: two\n"]) {
    const before = readWhole(text, "yaml");
    expect(before.document.readable).toBe(true);
    expect(readChanged(before, text.replace("two", "yes"), "yaml")).toBeNull();
  }
});
