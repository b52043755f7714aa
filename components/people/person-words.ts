import type { UserRole } from "#lib/domain/actors";

export const roleWords: Record<UserRole, string> = {
  member: "Member",
  administrator: "Administrator",
  platformAdministrator: "Platform administrator",
};
