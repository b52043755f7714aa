import { expect, test } from "vitest";
import { matchKeys } from "./action-keys";
import type { OfferedAction } from "./page-actions";

const run = () => undefined;
const edit: OfferedAction = { label: "Edit", keys: ["e"], href: "/edit", scope: "page" };
const go: OfferedAction = {
  label: "Repositories",
  keys: ["g", "r"],
  href: "/repositories",
  scope: "everywhere",
};
const hint: OfferedAction = { label: "Save", keys: ["Ctrl", "S"], scope: "page" };

test("a key means the action that names it", () => {
  expect(matchKeys([edit, go], ["e"])).toEqual({ action: edit });
  expect(matchKeys([edit, go], ["x"])).toBeNull();
  expect(matchKeys([edit, go], ["E"])).toBeNull();
});

test("keys one after another are begun before they mean something", () => {
  expect(matchKeys([edit, go], ["g"])).toBe("begun");
  expect(matchKeys([edit, go], ["g", "r"])).toEqual({ action: go });
  expect(matchKeys([edit, go], ["g", "e"])).toBeNull();
});

test("the page's own wins over what is everywhere, and the last that came over the first", () => {
  const everywhere: OfferedAction = { label: "Elsewhere", keys: ["e"], run, scope: "everywhere" };
  const later: OfferedAction = { label: "Edit the row", keys: ["e"], run, scope: "page" };
  expect(matchKeys([edit, everywhere], ["e"])).toEqual({ action: edit });
  expect(matchKeys([edit, later, everywhere], ["e"])).toEqual({ action: later });
});

test("a hint is nobody's to press", () => {
  expect(matchKeys([hint], ["Ctrl"])).toBeNull();
  expect(matchKeys([hint], ["Ctrl", "S"])).toBeNull();
});
