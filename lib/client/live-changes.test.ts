import { expect, test } from "vitest";
import { concernsPage } from "./live-changes";

const lock = {
  verb: "artifact.lock",
  objectType: "artifact",
  objectId: "68b0c1d2e3f4a5b6c7d8e9f0",
  repositoryId: "68b0c1d2e3f4a5b6c7d8e9f1",
  revision: 3,
} as const;

test.each([
  [`/artifacts/${lock.objectId}`, ""],
  [`/artifacts/${lock.objectId}/activity`, ""],
  [`/repositories/${lock.repositoryId}`, ""],
  ["/compare", `?base=${lock.objectId}`],
  ["/artifacts", "?search=web"],
  ["/repositories", ""],
  ["/admin/audit", ""],
])("a lock is to be seen on %s%s", (path, search) => {
  expect(concernsPage(path, search, lock)).toBe(true);
});

test.each([
  `/artifacts/${lock.objectId}/edit`,
  "/artifacts/new",
  "/artifacts/68b0c1d2e3f4a5b6c7d8e9f2",
  "/admin/people",
  "/account",
])("a lock is not to be seen on %s", (path) => {
  expect(concernsPage(path, "", lock)).toBe(false);
});

test("what is new or gone is counted on every page, but where somebody writes", () => {
  const made = { ...lock, verb: "artifact.create" };
  expect(concernsPage("/account", "", made)).toBe(true);
  expect(concernsPage("/artifacts/new", "", made)).toBe(false);
});
