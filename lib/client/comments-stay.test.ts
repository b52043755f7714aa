import fc from "fast-check";
import { expect, test } from "vitest";
import { valueAt } from "#lib/domain/json-values";
import { arbitraryEdits } from "#lib/testing/arbitrary-edits";
import { arbitraryYaml, type OwnedLine } from "#lib/testing/arbitrary-yaml";
import { type DocumentEdit, editValue, hasPath, isJsonList, isJsonMap, isSameValue } from "./document-edits";
import type { DocumentPath } from "./document-places";
import { readDocument } from "./spec-document";
import { carryOver, editText } from "./text-edits";

const startsWith = (path: DocumentPath, start: DocumentPath) =>
  start.every((key, index) => path[index] === key);

interface Reach {
  /** What is near enough for its line to be written anew. */
  around: DocumentPath;
  loses: (owner: DocumentPath) => boolean;
}

/** What an edit may take away: nothing but what it removes, or what stood inside of what it replaces. */
function reachOf(value: unknown, edit: DocumentEdit): Reach {
  if (edit.kind === "remove") return { around: edit.path, loses: (owner) => startsWith(owner, edit.path) };
  if (edit.kind !== "set") return { around: edit.path, loses: () => false };
  const depth = edit.path.findLastIndex((_, index) => hasPath(value, edit.path.slice(0, index + 1))) + 1;
  const around = edit.path.slice(0, depth);
  const [next] = edit.path.slice(depth);
  const node = valueAt(value, around);
  const grows = typeof next === "number" ? isJsonList(node) : next !== undefined && isJsonMap(node);
  return { around, loses: (owner) => !grows && startsWith(owner, around) && owner.length > depth };
}

/** A line may get or lose the comma behind it, and what is first in an item stands behind its dash. */
const bare = (line: string) => line.replaceAll(",", "").replace(/^[\s-]+/, "");

function expectInOrder(lines: readonly string[], text: string): void {
  const result = text.split("\n").map(bare);
  let at = 0;
  for (const line of lines) {
    const found = result.indexOf(bare(line), at);
    expect(found, `${line}\nis lost or out of order in\n${text}`).not.toBe(-1);
    at = found + 1;
  }
}

function expectNothingLost(
  lines: readonly OwnedLine[],
  value: unknown,
  edit: DocumentEdit,
  text: string,
): void {
  const { loses, around } = reachOf(value, edit);
  const moved = edit.kind === "move" ? [...edit.path, edit.from] : null;
  const stays = lines.filter(({ owner }) => owner === null || !loses(owner));
  const untouched = stays.filter(
    ({ text: line, owner }) =>
      line.trim() !== "" &&
      (owner === null || !startsWith(around, owner)) &&
      (owner === null || edit.kind !== "rename" || !startsWith(owner, around)) &&
      (owner === null || moved === null || !startsWith(owner, moved)),
  );
  expectInOrder(
    untouched.map((line) => line.text),
    text,
  );
  const movedLines = lines.filter(({ owner }) => owner && moved && startsWith(owner, moved));
  expectInOrder(
    movedLines.map((line) => line.text),
    text,
  );
  const comments = (some: string) => [...some.matchAll(/# c\d+\b.*/g)].map(([comment]) => comment);
  const kept = new Set(comments(text));
  for (const comment of comments(stays.map((line) => line.text).join("\n"))) {
    expect(kept.has(comment), `${comment} is lost in\n${text}`).toBe(true);
  }
}

const arbitraryCase = arbitraryYaml
  .map((lines) => {
    const text = lines.map((line) => `${line.text}\n`).join("");
    return { lines, text, read: readDocument(text, "yaml") };
  })
  .filter(({ read }) => read.readable)
  .chain(({ lines, text, read: { value } }) =>
    fc.record({
      lines: fc.constant(lines),
      text: fc.constant(text),
      value: fc.constant(value),
      edits: arbitraryEdits(value),
    }),
  );

test("what an edit in the form does not touch stays, byte for byte and in order", () => {
  fc.assert(
    fc.property(arbitraryCase, ({ lines, text, value, edits: [edit] }) => {
      if (!edit) return;
      const edited = editText(text, "yaml", [edit]) ?? "";
      const after = editValue(value, [edit]);
      expect(isSameValue(readDocument(edited, "yaml").value, after)).toBe(true);
      if (!isSameValue(value, after)) expectNothingLost(lines, value, edit, edited);
      else if (edit.kind !== "move") expect(edited).toBe(text);
    }),
    { numRuns: 500, endOnFailure: true },
  );
}, 120_000);

test("what is edited in the JSON view leaves the rest of the YAML as it is", () => {
  fc.assert(
    fc.property(arbitraryCase, ({ lines, text, value, edits }) => {
      const edit = edits.find(({ kind }) => kind === "set");
      if (!edit) return;
      const after = editValue(value, [edit]);
      const followed = carryOver(text, "yaml", value, after) ?? "";
      expect(isSameValue(readDocument(followed, "yaml").value, after)).toBe(true);
      if (isSameValue(value, after)) expect(followed).toBe(text);
      else expectNothingLost(lines, value, edit, followed);
    }),
    { numRuns: 500, endOnFailure: true },
  );
}, 120_000);
