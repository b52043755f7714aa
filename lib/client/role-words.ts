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

/** `administrator`: rights that come from the office, not from a grant. */
export function roleLabel(role: Role | "administrator"): string {
  return role === "administrator" ? "Administrator" : roleWords[role].label;
}
