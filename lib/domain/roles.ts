import { z } from "zod";
import { AppError, type Issue } from "./errors";

/** Every role of the API, strongest first (contract 6). */
export const role = z.enum([
  "OWNER",
  "ADMIN",
  "READ_WRITE",
  "EDITOR",
  "DATA_SCIENTIST",
  "USER",
  "CONSUMER",
  "READ_ONLY",
  "OBSERVER",
]);
export type Role = z.infer<typeof role>;

export const recipientType = z.enum(["user", "group", "organization"]);
export type RecipientType = z.infer<typeof recipientType>;

/**
 * What one may do with an artifact, a repository or a workload. `inspect` is seeing who has access and what happened;
 * `invoke` is sending requests to what runs.
 */
export type Capability = "view" | "invoke" | "inspect" | "update" | "delete" | "share" | "shareOwner";

const read = ["view", "inspect"] as const satisfies Capability[];
const use = [...read, "invoke"] as const satisfies Capability[];
const write = [...use, "update"] as const satisfies Capability[];
const all = [...write, "delete", "share", "shareOwner"] as const satisfies Capability[];

const capabilitiesByRole: Record<Role, readonly Capability[]> = {
  OWNER: all,
  ADMIN: [...write, "delete", "share"],
  READ_WRITE: write,
  EDITOR: write,
  DATA_SCIENTIST: write,
  USER: use,
  CONSUMER: ["view", "invoke"],
  READ_ONLY: read,
  OBSERVER: read,
};

/** The union over all roles one has on a thing, its own and those inherited from its repository. */
export function capabilitiesOf(roles: readonly Role[]): ReadonlySet<Capability> {
  return new Set(roles.flatMap((one) => capabilitiesByRole[one]));
}

export function strongestRole(roles: readonly Role[]): Role | null {
  return role.options.find((one) => roles.includes(one)) ?? null;
}

const permissionsByCapability: Record<Capability, readonly Permission[]> = {
  view: ["CAN_VIEW"],
  inspect: [],
  invoke: ["CAN_MAKE_PREDICTIONS"],
  update: ["CAN_UPDATE"],
  delete: ["CAN_DELETE"],
  share: ["CAN_SHARE", "CAN_SHARE_ROLE_READ_WRITE", "CAN_SHARE_ROLE_READ_ONLY"],
  shareOwner: ["CAN_SHARE_ROLE_OWNER"],
};

export const permission = z.enum([
  "CAN_VIEW",
  "CAN_UPDATE",
  "CAN_DELETE",
  "CAN_SHARE",
  "CAN_MAKE_PREDICTIONS",
  "CAN_SHARE_ROLE_OWNER",
  "CAN_SHARE_ROLE_READ_WRITE",
  "CAN_SHARE_ROLE_READ_ONLY",
  "*",
]);
export type Permission = z.infer<typeof permission>;

/** The one mapping from roles to the `permissions` of the API; who may do everything gets `["*"]` (contract 2.3, 6). */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  const capabilities = capabilitiesOf(roles);
  if (capabilities.has("shareOwner")) return ["*"];
  const granted = new Set([...capabilities].flatMap((capability) => permissionsByCapability[capability]));
  return permission.options.filter((one) => granted.has(one));
}

const recipient = z.strictObject({
  shareRecipientType: z
    .string()
    .toLowerCase()
    .pipe(z.enum([...recipientType.options, "role"])),
  role: z
    .string()
    .toUpperCase()
    .pipe(z.enum([...role.options, "NO_ROLE"])),
  username: z.string().min(1).max(320).optional(),
  id: z.string().min(1).max(256).optional(),
});

/** The body of PATCH sharedRoles: the whole list; a `NO_ROLE` entry is the same as leaving the recipient out. */
export const sharedRolesUpdate = z.strictObject({
  operation: z.literal("updateRoles"),
  roles: z
    .array(
      recipient
        .refine((entry) => (entry.username === undefined) !== (entry.id === undefined), {
          error: "Name the recipient by exactly one of username and id",
        })
        .refine((entry) => entry.shareRecipientType !== "role", {
          error: "Sharing with a role is not supported: share with a user, a group or an organization",
          path: ["shareRecipientType"],
        })
        .refine((entry) => entry.username === undefined || entry.shareRecipientType === "user", {
          error: "Only a user has a username; give the id",
          path: ["username"],
        }),
    )
    .min(1, "At least one entry")
    .max(100, "At most 100 entries"),
});
export type SharedRolesUpdate = z.infer<typeof sharedRolesUpdate>;

export interface SharedRole {
  recipientType: RecipientType;
  recipientId: string;
  role: Role;
}

/** Refuses a new list of roles that leaves nobody as OWNER, or that changes owners without the right to. */
export function requireAllowedSharing(change: {
  before: readonly SharedRole[];
  after: readonly SharedRole[];
  mayShareOwner: boolean;
}): void {
  const owners = (list: readonly SharedRole[]) =>
    list
      .filter((entry) => entry.role === "OWNER")
      .map((entry) => entry.recipientId)
      .sort();
  const [before, after] = [owners(change.before), owners(change.after)];
  if (!change.mayShareOwner && before.join() !== after.join()) {
    throw new AppError("forbidden", "Only an owner may add or remove owners");
  }
  if (after.length === 0) {
    const issue: Issue = { path: "roles", message: "The last OWNER cannot be removed", code: "last_owner" };
    throw new AppError("invalid", issue.message, { issues: [issue] });
  }
}
