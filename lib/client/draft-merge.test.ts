import { expect, test } from "vitest";
import { artifactInput } from "#lib/domain/artifacts";
import { compactDocument } from "#lib/domain/compact";
import { editValue } from "./document-edits";
import { compareWithDraft, isSaved, mergeDrafts } from "./draft-merge";
import type { DraftVersion } from "./draft-version";
import { readDocument } from "./spec-document";
import { editText } from "./text-edits";

const container = { name: "web", imageUri: "r/web:1", primary: true, port: 8080 };

function draft(fields: object, revision: number, own: object = {}): DraftVersion {
  const document = {
    name: "web",
    spec: { containerGroups: [{ containers: [{ ...container, ...fields }] }] },
    ...own,
  };
  return { ...artifactInput.parse(document), revision };
}

const mineText = `name: web # mine to keep
spec:
  containerGroups:
    - name: default
      containers:
        - name: web
          imageUri: r/web:2 # the new one
          primary: true
          port: 8080
          readinessProbe: { path: /readyz, scheme: HTTP }
`;
const mine: unknown = readDocument(mineText, "yaml").value;
const base = draft({}, 1);

test("what only they changed comes into the text as it is, with its comments and what it writes out", () => {
  const merge = mergeDrafts(base, draft({ port: 9090 }, 2), mine);
  expect(merge?.conflicts).toEqual([]);
  expect(editText(mineText, "yaml", merge?.decide({}) ?? [])).toBe(mineText.replace("8080", "9090"));
});

test("a field that both changed is chosen for, and each choice is what is saved", () => {
  const merge = mergeDrafts(base, draft({ imageUri: "r/web:3" }, 2), mine);
  const [conflict] = merge?.conflicts ?? [];
  expect(conflict).toMatchObject({ base: "r/web:1", mine: "r/web:2", theirs: "r/web:3" });
  const choose = (side: "mine" | "theirs") =>
    editText(mineText, "yaml", merge?.decide({ [conflict?.address ?? ""]: side }) ?? []);
  expect(choose("mine")).toBe(mineText);
  expect(choose("theirs")).toBe(mineText.replace("r/web:2", "r/web:3"));
});

test("a container that they added is there afterwards", () => {
  const sidecar = { name: "cache", imageUri: "r/cache:1" };
  const theirs = draft({}, 2, { spec: { containerGroups: [{ containers: [container, sidecar] }] } });
  const value = editValue(mine, mergeDrafts(base, theirs, mine)?.decide({}) ?? []);
  expect(artifactInput.parse(value).spec.containerGroups[0]?.containers).toMatchObject([
    { name: "web", imageUri: "r/web:2" },
    sidecar,
  ]);
});

test("a save whose answer was lost is known again", () => {
  expect(isSaved(draft({}, 2), compactDocument(base))).toBe(true);
  expect(isSaved(draft({}, 2), mine)).toBe(false);
  expect(isSaved(draft({}, 2), { name: 7 })).toBe(false);
});

test("a document that is not right is compared with nothing", () => {
  expect(compareWithDraft(base, { name: "web" })).toBeNull();
  expect(compareWithDraft(base, compactDocument(base))?.changes).toEqual([]);
  expect(mergeDrafts(base, draft({}, 2), null)).toBeNull();
});
