import { z } from "zod";
import { auditObjectType } from "./audit";

/** A place in an organization's audit chain, up to which somebody knows what happened. */
export const changeCursor = z.string().regex(/^\d{1,18}$/, "A sequence number");

/** That something changed, for who may see it: what it is now is read from where it stands. */
export const change = z.object({
  sequence: z.string(),
  verb: z.string(),
  objectType: auditObjectType,
  objectId: z.string(),
  repositoryId: z.string().nullable(),
  /** Of an artifact that is still there. */
  revision: z.int().nullable(),
});
export type Change = z.infer<typeof change>;

/** More than this since the cursor is not listed any more, but said to be "anything". */
export const mostChanges = 500;

export const changePage = z.object({
  /** Where to go on from. */
  cursor: changeCursor,
  /** Too much happened to be listed: whoever follows reads everything again. */
  reset: z.boolean(),
  changes: z.array(change),
});
export type ChangePage = z.infer<typeof changePage>;
