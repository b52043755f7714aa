import type { Role } from "#lib/domain/roles";

interface RoleWords {
  label: string;
  /** What it lets one do, in a line. */
  means: string;
  /** Offered when somebody is added; the others exist for clients of the API and are shown where they are held. */
  offered: boolean;
}

export const roleWords: Record<Role, RoleWords> = {
  OWNER: { label: "Owner", means: "Everything, also sharing, deleting and choosing owners", offered: true },
  ADMIN: { label: "Admin", means: "Everything but choosing owners", offered: true },
  READ_WRITE: { label: "Read and write", means: "Sees, uses, edits and locks", offered: false },
  EDITOR: { label: "Editor", means: "Sees, uses, edits and locks", offered: true },
  DATA_SCIENTIST: { label: "Data scientist", means: "Sees, uses, edits and locks", offered: false },
  USER: { label: "User", means: "Sees it, its access and its activity, and sends requests", offered: true },
  CONSUMER: { label: "Consumer", means: "Sees it and sends requests", offered: true },
  READ_ONLY: { label: "Read only", means: "Sees it, its access and its activity", offered: false },
  OBSERVER: { label: "Observer", means: "Sees it, its access and its activity", offered: true },
};

/** In the order of a menu, strongest first. */
const menuOrder = [
  "OWNER",
  "ADMIN",
  "READ_WRITE",
  "EDITOR",
  "DATA_SCIENTIST",
  "USER",
  "CONSUMER",
  "READ_ONLY",
  "OBSERVER",
] as const satisfies readonly Role[];

/** The roles that may be chosen, and the one that is held even if it is not offered. */
export function rolesToChoose(held: Role, mayChooseOwners: boolean): Role[] {
  return menuOrder.filter(
    (role) => role === held || (roleWords[role].offered && (role !== "OWNER" || mayChooseOwners)),
  );
}

/** `administrator`: rights that come from the office, not from a grant. */
export function roleLabel(role: Role | "administrator"): string {
  return role === "administrator" ? "Administrator" : roleWords[role].label;
}
