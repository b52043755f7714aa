import { z } from "zod";
import type { Role } from "./roles";

export const userRole = z.enum(["member", "administrator", "platformAdministrator"]);
export type UserRole = z.infer<typeof userRole>;

/** Who asks, as the credential proved it. */
export interface Actor {
  userId: string;
  name: string;
  email: string;
  organizationId: string;
  role: UserRole;
  /** Everything a grant may name to reach this person: the user, its groups, its organization. */
  principals: string[];
  via: "session" | "token";
  tokenId: string | null;
  readOnly: boolean;
  /** The last sequence of the organization's audit chain: unchanged means that nothing changed. */
  epoch: string;
}

export function isAdministrator(actor: { role: UserRole }): boolean {
  return actor.role !== "member";
}

/** The roles someone has on a thing: the granted ones, and for an administrator of the organization OWNER. */
export function effectiveRoles(actor: { role: UserRole }, granted: readonly Role[]): Role[] {
  return isAdministrator(actor) ? ["OWNER"] : [...granted];
}
