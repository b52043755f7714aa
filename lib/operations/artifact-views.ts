import { z } from "zod";
import { type Actor, effectiveRoles, isAdministrator } from "#lib/domain/actors";
import { artifactRecord, artifactSummary, artifactText, repositoryRecord } from "#lib/domain/records";
import { capabilitiesOf, permission, permissionsOf, type Role, role, strongestRole } from "#lib/domain/roles";

/** What the asker may do with a thing, decided by the same functions that refuse. */
export const verdict = z.object({
  permissions: z.array(permission),
  can: z.array(z.enum(["view", "invoke", "inspect", "update", "delete", "share", "shareOwner"])),
  /** The strongest granted role; `administrator` when rights come from the office alone. */
  myRole: z.union([role, z.literal("administrator")]),
});

function judge(actor: Actor, granted: readonly Role[]): z.input<typeof verdict> {
  const roles = effectiveRoles(actor, granted);
  const strongest = strongestRole(granted);
  return {
    permissions: permissionsOf(roles),
    can: [...capabilitiesOf(roles)],
    myRole: strongest ?? (isAdministrator(actor) ? "administrator" : "OBSERVER"),
  };
}

/** A thing as it leaves an operation: its record, with the asker's rights instead of the raw roles. */
export function withVerdict<Thing extends { roles: Role[] }>(actor: Actor, { roles, ...thing }: Thing) {
  // Ten times cheaper than a second spread, which was a third of what a list costs beside its query.
  return Object.assign(thing, judge(actor, roles));
}

export const artifactSummaryView = artifactSummary.omit({ roles: true }).extend(verdict.shape);
export type ArtifactSummaryView = z.infer<typeof artifactSummaryView>;
export const artifactTextView = artifactText.omit({ roles: true }).extend(verdict.shape);
export type ArtifactTextView = z.infer<typeof artifactTextView>;
export const artifactView = artifactRecord.omit({ roles: true }).extend(verdict.shape);
export type ArtifactView = z.infer<typeof artifactView>;
export const repositoryView = repositoryRecord.omit({ roles: true }).extend(verdict.shape);
export type RepositoryView = z.infer<typeof repositoryView>;

/** Enough of a saved artifact to go to it and to name it. */
export const artifactReference = z.object({ id: z.string(), name: z.string() });
