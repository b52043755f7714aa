import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { isJsonList, isJsonMap } from "./document-edits";
import type { DocumentPath } from "./document-places";
import { type DocumentMode, documentModes, problemsOf, readDocument, writeDocument } from "./spec-document";
import { editText } from "./text-edits";

const samples = new URL("../testing/samples/specs/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, samples), "utf8");
const { cases } = z
  .object({ cases: z.array(z.object({ mistake: z.string(), containers: z.array(z.unknown()) })) })
  .parse(JSON.parse(read("invalid.json")));

/** What a document is before anybody fills in the form. */
const base = { name: "x", spec: { containerGroups: [{ containers: [] }] } };

/** One edit for each field, as a person fills in the form. */
function fillIn(text: string, mode: DocumentMode, path: DocumentPath, value: unknown): string {
  const fields: [string | number, unknown][] = isJsonList(value)
    ? value.map((item, index) => [index, item])
    : isJsonMap(value)
      ? Object.entries(value)
      : [];
  const empty = isJsonList(value) ? [] : isJsonMap(value) ? {} : value;
  const begun = editText(text, mode, [{ kind: "set", path, value: empty }]) ?? "";
  return fields.reduce((now, [key, item]) => fillIn(now, mode, [...path, key], item), begun);
}

const issuesOf = (text: string, mode: DocumentMode) =>
  problemsOf(text, mode).map(({ path, message, severity, code }) => ({ path, message, severity, code }));
const byPath = (a: { path: string; message: string }, b: { path: string; message: string }) =>
  a.path.localeCompare(b.path) || a.message.localeCompare(b.message);

describe.each(documentModes)("made in the form, over %s", (mode) => {
  const path = ["spec", "containerGroups", 0, "containers"];

  test.each(cases)("$mistake is told as if it were pasted", ({ containers }) => {
    const pasted = { name: "x", spec: { containerGroups: [{ containers }] } };
    const filled = fillIn(writeDocument(base, mode), mode, path, containers);
    expect(readDocument(filled, mode).value).toEqual(pasted);
    const expected = issuesOf(writeDocument(pasted, mode), mode);
    expect(expected.some(({ severity }) => severity === "error")).toBe(true);
    expect(issuesOf(filled, mode).sort(byPath)).toEqual(expected.sort(byPath));
  });

  test.each(readdirSync(samples).filter((name) => name !== "invalid.json"))("%s has no mistake", (name) => {
    const document = readDocument(read(name), name.endsWith(".json") ? "json" : "yaml").value;
    const filled = fillIn(writeDocument({}, mode), mode, [], document);
    expect(readDocument(filled, mode).value).toEqual(document);
    expect(issuesOf(filled, mode).filter(({ severity }) => severity === "error")).toEqual([]);
  });
});
