import { z } from "zod";
import { type Actor, effectiveRoles } from "#lib/domain/actors";
import { findChanges } from "#lib/domain/audit";
import { AppError, type Issue, invalid } from "#lib/domain/errors";
import { cutPage, pageOf, pageQuery } from "#lib/domain/paging";
import {
  capabilitiesOf,
  type Role,
  recipientType,
  requireAllowedSharing,
  role,
  type SharedRole,
  type SharedRolesUpdate,
  sharedRolesUpdate,
} from "#lib/domain/roles";
import type { Database } from "#lib/store/database";
import {
  findRecipient,
  findRecipientsNamed,
  type GrantSubject,
  listGrants,
  type NamedGrant,
  namedGrant,
  replaceGrants,
  searchRecipients,
} from "#lib/store/grants";
import { artifactWith, repositoryWith, signedIn, workloadWith } from "./access";
import { getFresh } from "./artifact-drafts";
import { defineOperation, type RunContext } from "./operation";
import { holdOpenRepository } from "./repository-membership";
import { auditWorkload, holdFreshWorkload } from "./workload-changes";

export type { NamedGrant };

const listInput = pageQuery.extend({ id: z.string() });
const updateInput = z.object({
  id: z.string(),
  update: sharedRolesUpdate,
  /** The list that is to be replaced: undoing never undoes what came after. */
  replacing: z.array(namedGrant.pick({ recipientType: true, recipientId: true, role: true })).optional(),
});
type UpdateInput = z.infer<typeof updateInput>;

export const listArtifactRoles = defineOperation({
  name: "artifacts.listRoles",
  kind: "read",
  input: listInput,
  output: pageOf(namedGrant),
  access: artifactWith("inspect"),
  run: async ({ db }, query, { artifact }) =>
    cutPage(await listGrants(db, { artifactId: artifact.id }), query),
});

export const listRepositoryRoles = defineOperation({
  name: "repositories.listRoles",
  kind: "read",
  input: listInput,
  output: pageOf(namedGrant),
  access: repositoryWith("inspect"),
  run: async ({ db }, query, { repository }) =>
    cutPage(await listGrants(db, { repositoryId: repository.id }), query),
});

export const updateArtifactRoles = defineOperation({
  name: "artifacts.updateRoles",
  kind: "write",
  input: updateInput,
  output: z.null(),
  access: artifactWith("share"),
  run: async (context, input, { actor, artifact }) => {
    const { id, name, repositoryId } = artifact;
    await holdOpenRepository(context, repositoryId);
    const { roles } = await getFresh(context, actor, id);
    const changes = await shareThing(context, actor, roles, { artifactId: id }, input);
    context.audit({
      verb: "artifact.share",
      objectType: "artifact",
      objectId: id,
      objectName: name,
      repositoryId,
      changes,
    });
    return null;
  },
});

export const updateRepositoryRoles = defineOperation({
  name: "repositories.updateRoles",
  kind: "write",
  input: updateInput,
  output: z.null(),
  access: repositoryWith("share"),
  run: async (context, input, { actor, repository }) => {
    const { id, name } = repository;
    await holdOpenRepository(context, id);
    const changes = await shareThing(context, actor, repository.roles, { repositoryId: id }, input);
    context.audit({
      verb: "repository.share",
      objectType: "repository",
      objectId: id,
      objectName: name,
      repositoryId: id,
      changes,
    });
    return null;
  },
});

export const listWorkloadRoles = defineOperation({
  name: "workloads.listRoles",
  kind: "read",
  input: listInput,
  output: pageOf(namedGrant),
  access: workloadWith("inspect"),
  run: async ({ db }, query, { workload }) =>
    cutPage(await listGrants(db, { workloadId: workload.id }), query),
});

export const updateWorkloadRoles = defineOperation({
  name: "workloads.updateRoles",
  kind: "write",
  input: updateInput,
  output: z.null(),
  access: workloadWith("share"),
  run: async (context, input, { actor, workload: { id } }) => {
    const workload = await holdFreshWorkload(context, actor, id);
    const changes = await shareThing(context, actor, workload.roles, { workloadId: id }, input);
    auditWorkload(context, "workload.share", workload, changes);
    return null;
  },
});

/**
 * Makes the list of a thing what `update` says, and returns who gained, lost or changed, by name. The thing is held:
 * two lists that each leave an owner must not mix into one that leaves none.
 */
async function shareThing(
  { db }: RunContext,
  actor: Actor,
  granted: Role[],
  subject: GrantSubject,
  { update, replacing }: UpdateInput,
) {
  const before = await listGrants(db, subject);
  if (replacing && wordsOf(replacing) !== wordsOf(before))
    throw new AppError("conflict", "Somebody changed who has access meanwhile");
  const after = await resolveRecipients(db, actor, update);
  const mayShareOwner = capabilitiesOf(effectiveRoles(actor, granted)).has("shareOwner");
  requireAllowedSharing({ before, after, mayShareOwner });
  await replaceGrants(db, actor.organizationId, subject, after);
  return findChanges(rolesByName(before), rolesByName(await listGrants(db, subject)));
}

function wordsOf(grants: readonly SharedRole[]): string {
  return JSON.stringify(
    grants.map(({ recipientType, recipientId, role }) => [recipientType, recipientId, role]).sort(),
  );
}

function rolesByName(
  grants: { recipientType: string; name: string; role: string }[],
): Record<string, string> {
  return Object.fromEntries(grants.map((grant) => [`${grant.recipientType} ${grant.name}`, grant.role]));
}

/** The entries as grants, each recipient found in the caller's organization, `NO_ROLE` left out. */
async function resolveRecipients(
  db: Database,
  actor: Actor,
  { roles }: SharedRolesUpdate,
): Promise<SharedRole[]> {
  const issues: Issue[] = [];
  const resolved = new Map<string, SharedRole | null>();
  for (const [index, entry] of roles.entries()) {
    const kind = recipientType.parse(entry.shareRecipientType);
    const found = await findRecipient(db, actor.organizationId, {
      recipientType: kind,
      id: entry.id,
      username: entry.username,
    });
    const path = `roles[${index}].${entry.id === undefined ? "username" : "id"}`;
    if (!found) {
      issues.push({ path, message: `There is no such ${kind} here`, code: "unknown_recipient" });
      continue;
    }
    const key = `${kind}:${found.recipientId}`;
    if (resolved.has(key)) issues.push({ path, message: "Is in the list twice", code: "repeated_recipient" });
    const granted = entry.role === "NO_ROLE" ? null : role.parse(entry.role);
    resolved.set(key, granted && { recipientType: kind, recipientId: found.recipientId, role: granted });
  }
  if (issues.length > 0) throw invalid(issues);
  return [...resolved.values()].filter((grant) => grant !== null);
}

const recipientList = z.array(namedGrant.omit({ role: true }));

/** Exactly the named ones, for a pasted list; a name that brings nobody is unknown here. */
export const findRecipientsByName = defineOperation({
  name: "recipients.findByName",
  kind: "read",
  input: z.object({
    names: z.array(z.string().trim().min(1).max(320)).max(100, "At most 100 names at once"),
  }),
  output: recipientList,
  access: signedIn,
  run: ({ db }, { names }, { actor }) => findRecipientsNamed(db, actor.organizationId, names),
});

export const findRecipients = defineOperation({
  name: "recipients.search",
  kind: "read",
  input: z.object({ text: z.string().trim().max(100) }),
  output: recipientList,
  access: signedIn,
  run: ({ db }, { text }, { actor }) => searchRecipients(db, actor.organizationId, text, 10),
});
