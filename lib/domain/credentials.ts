import { z } from "zod";
import { type Actor, isAdministrator } from "./actors";
import { credentialTypeIds } from "./credential-types";
import { pageQuery, repeated, searchTerm, wholeNumber } from "./paging";

export const credentialType = z.enum(credentialTypeIds);

/** Who may name it in an artifact, beside its owner. */
export const credentialVisibility = z.enum(["private", "organization"]);
export type CredentialVisibility = z.infer<typeof credentialVisibility>;

export const credentialRecord = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  credentialType,
  visibility: credentialVisibility,
  owner: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type CredentialRecord = z.infer<typeof credentialRecord>;

interface Owned {
  visibility: CredentialVisibility;
  owner: { id: string };
}

/** Whether somebody of its organization may name it in an artifact. Its administrators manage what they may not use. */
export function mayUse(actor: Pick<Actor, "userId">, { visibility, owner }: Owned): boolean {
  return visibility === "organization" || owner.id === actor.userId;
}

/** Whether somebody of its organization may change and delete it. */
export function mayManage(actor: Pick<Actor, "userId" | "role">, { owner }: Owned): boolean {
  return owner.id === actor.userId || isAdministrator(actor);
}

/** The command line asks for 200 at once (contract 1.6). */
const credentialPages = pageQuery.omit({ cursor: true }).extend({ limit: wholeNumber(1, 1_000, 10) });

export const credentialQuery = credentialPages.extend({
  types: repeated(credentialType),
  search: searchTerm,
  /** Only those that the caller may name in an artifact. */
  usable: z.enum(["true", "false"]).optional(),
});

/** Who would miss it: the artifacts that name it, as far as the asker may see them. */
export const credentialUses = z.object({
  artifacts: z.array(z.object({ id: z.string(), name: z.string(), version: z.int().nullable() })),
  /** With those the asker may not see. */
  totalCount: z.int(),
});
export type CredentialUses = z.infer<typeof credentialUses>;
