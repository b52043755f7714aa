import { expect, test } from "vitest";
import type { Role } from "./roles";
import { isEmptyPreview, type NamedRole, previewSharing } from "./sharing-preview";

const entry = (name: string, role: Role, recipientType: NamedRole["recipientType"] = "user"): NamedRole => ({
  recipientType,
  recipientId: `id-of-${name}`,
  name,
  role,
});

test("tells gains, changes and losses apart, each with the role before and after", () => {
  const before = [entry("ana", "OWNER"), entry("ben", "USER"), entry("cleo", "CONSUMER")];
  const after = [entry("ana", "OWNER"), entry("ben", "OWNER"), entry("dora", "USER")];
  const preview = previewSharing(before, after);
  expect(preview.gains).toMatchObject([{ recipient: { name: "dora" }, before: null, after: "USER" }]);
  expect(preview.changes).toMatchObject([{ recipient: { name: "ben" }, before: "USER", after: "OWNER" }]);
  expect(preview.loses).toMatchObject([{ recipient: { name: "cleo" }, before: "CONSUMER", after: null }]);
});

test("another order of the same entries changes nothing", () => {
  const list = [entry("ana", "OWNER"), entry("ben", "USER")];
  expect(isEmptyPreview(previewSharing(list, list.toReversed()))).toBe(true);
});

test("a user and a group of the same id are two recipients", () => {
  const preview = previewSharing([entry("x", "USER")], [entry("x", "USER", "group")]);
  expect(preview.gains).toHaveLength(1);
  expect(preview.loses).toHaveLength(1);
});

test("names the role that stays through the repository", () => {
  const inherited = [entry("ben", "USER"), entry("cleo", "OWNER")];
  const preview = previewSharing(
    [entry("ana", "OWNER"), entry("ben", "OWNER")],
    [entry("ana", "OWNER")],
    inherited,
  );
  expect(preview.loses).toMatchObject([{ before: "OWNER", after: null, inherited: "USER" }]);
});
