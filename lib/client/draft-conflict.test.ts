import { expect, test } from "vitest";
import { artifactInput } from "#lib/domain/artifacts";
import { compareDrafts, type DraftVersion } from "./draft-conflict";

function document(change: { image?: string; port?: number; name?: string } = {}) {
  const { image = "app:1", port = 8080, name = "app" } = change;
  return { name, spec: { containerGroups: [{ containers: [{ name: "web", imageUri: image, port }] }] } };
}
function draft(change: Parameters<typeof document>[0], revision: number): DraftVersion {
  const { name, description, type, spec } = artifactInput.parse(document(change));
  return { name, description, type, spec, revision };
}
const at = "spec.containerGroups[0].containers[0]";

test("says what each side did since, and only what both changed is contested", () => {
  const conflict = compareDrafts(
    draft({}, 1),
    draft({ image: "app:2", name: "theirs" }, 2),
    document({ image: "app:3", port: 9000 }),
  );
  expect(conflict?.theirs.revision).toBe(2);
  expect(conflict?.theirChanges.map(({ path }) => path)).toEqual(["name", `${at}.imageUri`]);
  expect(conflict?.myChanges.map(({ path }) => path)).toEqual([`${at}.imageUri`, `${at}.port`]);
  expect(conflict?.contested).toEqual([`${at}.imageUri`]);
});

test("the same change on both sides is not contested", () => {
  expect(compareDrafts(draft({}, 1), draft({ port: 9000 }, 2), document({ port: 9000 }))?.contested).toEqual(
    [],
  );
});

test("a field inside of what the other side removed or added is contested", () => {
  const base = draft({}, 1);
  const theirs = structuredClone(base);
  theirs.revision = 2;
  theirs.spec.containerGroups = [];
  expect(compareDrafts(base, theirs, document({ port: 9000 }))?.contested).toEqual([`${at}.port`]);
});

test("an answer that is no draft is no conflict to show", () => {
  expect(compareDrafts(draft({}, 1), { name: "x" }, document())).toBeNull();
  expect(compareDrafts(draft({}, 1), draft({}, 2), { name: "x" })).toBeNull();
});
