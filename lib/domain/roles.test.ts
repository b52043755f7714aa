import { expect, test } from "vitest";
import {
  capabilitiesOf,
  permissionsOf,
  requireAllowedSharing,
  role,
  type SharedRole,
  sharedRolesUpdate,
  strongestRole,
} from "./roles";

test.each([
  ["OWNER", ["*"]],
  [
    "ADMIN",
    [
      "CAN_VIEW",
      "CAN_UPDATE",
      "CAN_DELETE",
      "CAN_SHARE",
      "CAN_MAKE_PREDICTIONS",
      "CAN_SHARE_ROLE_READ_WRITE",
      "CAN_SHARE_ROLE_READ_ONLY",
    ],
  ],
  ["READ_WRITE", ["CAN_VIEW", "CAN_UPDATE", "CAN_MAKE_PREDICTIONS"]],
  ["EDITOR", ["CAN_VIEW", "CAN_UPDATE", "CAN_MAKE_PREDICTIONS"]],
  ["DATA_SCIENTIST", ["CAN_VIEW", "CAN_UPDATE", "CAN_MAKE_PREDICTIONS"]],
  ["USER", ["CAN_VIEW", "CAN_MAKE_PREDICTIONS"]],
  ["CONSUMER", ["CAN_VIEW", "CAN_MAKE_PREDICTIONS"]],
  ["READ_ONLY", ["CAN_VIEW"]],
  ["OBSERVER", ["CAN_VIEW"]],
] as const)("%s may %j", (one, permissions) => {
  expect(permissionsOf([one])).toEqual(permissions);
});

test("a consumer does not see who has access or what happened; a user does", () => {
  expect(capabilitiesOf(["CONSUMER"]).has("inspect")).toBe(false);
  expect(capabilitiesOf(["USER"]).has("inspect")).toBe(true);
});

test("several roles add up, and the strongest names them", () => {
  expect(permissionsOf(["OBSERVER", "EDITOR"])).toEqual(permissionsOf(["EDITOR"]));
  expect(strongestRole(["OBSERVER", "EDITOR"])).toBe("EDITOR");
  expect(strongestRole([])).toBeNull();
  expect(permissionsOf([])).toEqual([]);
});

const entry = (recipientId: string, one: SharedRole["role"]): SharedRole => ({
  recipientType: "user",
  recipientId,
  role: one,
});

test("the last owner stays", () => {
  const before = [entry("a", "OWNER"), entry("b", "USER")];
  const change = (after: SharedRole[]) => () => requireAllowedSharing({ before, after, mayShareOwner: true });
  expect(change([entry("b", "USER")])).toThrow(expect.objectContaining({ code: "invalid" }));
  expect(change([entry("a", "USER"), entry("b", "OWNER")])).not.toThrow();
});

test("only an owner changes owners", () => {
  const before = [entry("a", "OWNER"), entry("b", "USER")];
  const change = (after: SharedRole[]) => () =>
    requireAllowedSharing({ before, after, mayShareOwner: false });
  expect(change([...before.slice(0, 1), entry("b", "EDITOR")])).not.toThrow();
  expect(change([...before, entry("c", "OWNER")])).toThrow(expect.objectContaining({ code: "forbidden" }));
  expect(change([entry("b", "OWNER")])).toThrow(expect.objectContaining({ code: "forbidden" }));
});

test("roles are read in any case and understood in upper case", () => {
  const update = {
    operation: "updateRoles",
    roles: [{ shareRecipientType: "User", role: "consumer", username: "a@b.test" }],
  };
  expect(sharedRolesUpdate.parse(update).roles).toEqual([
    { shareRecipientType: "user", role: "CONSUMER", username: "a@b.test" },
  ]);
});

test.each([
  ["nobody named", { shareRecipientType: "user", role: "USER" }],
  ["named twice", { shareRecipientType: "user", role: "USER", id: "1", username: "a" }],
  ["a role as recipient", { shareRecipientType: "role", role: "USER", id: "1" }],
  ["a group by username", { shareRecipientType: "group", role: "USER", username: "team" }],
  ["an unknown role", { shareRecipientType: "user", role: "KING", id: "1" }],
  ["an unknown field", { shareRecipientType: "user", role: "USER", id: "1", note: "x" }],
])("an entry with %s is refused", (_what, one) => {
  expect(sharedRolesUpdate.safeParse({ operation: "updateRoles", roles: [one] }).success).toBe(false);
});

test("every role is in the order from strong to weak", () => {
  const sizes = role.options.map((one) => capabilitiesOf([one]).size);
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
});
