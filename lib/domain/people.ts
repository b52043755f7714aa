import { z } from "zod";
import { userRole } from "./actors";

export const emailAddress = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("Must be an e-mail address"));
export const personName = z.string().trim().min(1, "A name is needed").max(200, "At most 200 characters");

/** NIST SP 800-63B §3.1.1: length counts, composition rules do not help; at least 12 as the only factor here. */
export const leastPasswordLength = 12;
export const newPassword = z
  .string()
  .min(leastPasswordLength, `At least ${leastPasswordLength} characters`)
  .max(128, "At most 128 characters");

export const personInput = z.strictObject({
  name: personName,
  email: emailAddress,
  role: userRole.exclude(["platformAdministrator"]).default("member"),
});
export type PersonInput = z.infer<typeof personInput>;

export const personRecord = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: userRole,
  hasPassword: z.boolean(),
  deactivatedAt: z.date().nullable(),
  createdAt: z.date(),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type PersonRecord = z.infer<typeof personRecord>;

export const organizationName = z
  .string()
  .trim()
  .min(1, "A name is needed")
  .max(200, "At most 200 characters");

export const groupName = z.string().trim().min(1, "A name is needed").max(200, "At most 200 characters");

export const groupRecord = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.date(),
  members: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
});
export type GroupRecord = z.infer<typeof groupRecord>;

/** One-time links live a week: long enough for a colleague on holiday, short enough for a forgotten mailbox. */
export const linkLifetimeMs = 7 * 24 * 60 * 60 * 1000;
