import { expect, test } from "vitest";
import type { OfferedAction } from "./page-actions";
import { hitDetail, hitHref, hitLabel, matchActions } from "./palette";

const run = () => undefined;
const action = (label: string): OfferedAction => ({ label, run, scope: "page" });
const actions = [action("Edit"), action("Lock as the next version…"), { ...action("Save"), run: undefined }];
const labels = (text: string) => matchActions(actions, text).map(({ label }) => label);

test("actions are found by the beginnings of their words, in any order", () => {
  expect(labels("")).toEqual(["Edit", "Lock as the next version…"]);
  expect(labels("lock")).toEqual(["Lock as the next version…"]);
  expect(labels("ver LO")).toEqual(["Lock as the next version…"]);
  expect(labels("ock")).toEqual([]);
});

const hit = {
  id: "68b0c1d2e3f4a5b6c7d8e9f0",
  name: "claims-next",
  detail: "Reads claims",
  version: 14,
  status: "locked",
  repositoryName: "claims",
  tag: "team=claims",
  specDigest: null,
} as const;

test("what is found leads somewhere and says what it is", () => {
  const artifact = { ...hit, kind: "artifact" } as const;
  expect([hitHref(artifact), hitLabel(artifact)]).toEqual([`/artifacts/${hit.id}`, "v14"]);
  expect(hitDetail(artifact)).toBe("team=claims · in claims · Reads claims");
  expect(hitDetail({ ...artifact, tag: null, repositoryName: "claims-next" })).toBe("Reads claims");
  expect(hitLabel({ ...artifact, version: null })).toBe("draft");
  expect(hitHref({ ...hit, kind: "repository" })).toBe(`/repositories/${hit.id}`);
  expect(hitHref({ ...hit, kind: "person", detail: "a+b@example.test" })).toBe(
    "/admin/people?search=a%2Bb%40example.test",
  );
});
