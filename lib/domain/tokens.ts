import { z } from "zod";

/** A token's text: the prefix makes leaked ones findable by secret scanners. */
export const tokenPrefix = "plm_";

export const tokenInput = z.strictObject({
  name: z.string().trim().min(1, "A name is needed").max(200, "At most 200 characters"),
  readOnly: z.boolean().default(false),
  expiresInDays: z.int().min(1, "At least a day").max(3650, "At most ten years").nullable().default(90),
});
export type TokenInput = z.infer<typeof tokenInput>;

export const tokenRecord = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  readOnly: z.boolean(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
  createdAt: z.date(),
});
export type TokenRecord = z.infer<typeof tokenRecord>;
