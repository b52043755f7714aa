import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { findChanges } from "#lib/domain/audit";
import { AppError, invalid, notFound } from "#lib/domain/errors";
import { emailAddress, type GroupRecord, groupName, groupRecord } from "#lib/domain/people";
import {
  deleteMember,
  deleteGroup as deleteStoredGroup,
  findGroup,
  holdGroup,
  insertGroup,
  insertMembers,
  listOnlyOwnedBy,
  listGroups as listStoredGroups,
  renameGroup,
  replaceMembers,
} from "#lib/store/groups";
import { findPerson, listPeopleByEmail } from "#lib/store/people";
import { organizationAdministrator } from "./access";
import { type AccessContext, defineOperation, type RunContext } from "./operation";

const groupId = z.object({ id: z.string() });
const memberIds = z.array(z.string().max(256)).max(10_000, "At most 10000 members");

async function administeredGroup(context: AccessContext, { id }: { id: string }) {
  const { actor } = await organizationAdministrator(context);
  const group = await findGroup(context.db, actor.organizationId, id);
  if (!group) throw notFound("Group");
  return { actor, group };
}

function fieldsOf(group: GroupRecord | null) {
  return group ? { name: group.name, members: group.members.map((member) => member.email).sort() } : {};
}

function auditGroup(
  context: RunContext,
  verb: string,
  before: GroupRecord | null,
  after: GroupRecord | null,
): void {
  const group = after ?? before;
  if (!group) return;
  const changes = findChanges(fieldsOf(before), fieldsOf(after));
  context.audit({ verb, objectType: "group", objectId: group.id, objectName: group.name, changes });
}

export const listGroups = defineOperation({
  name: "groups.list",
  kind: "read",
  input: z.object({}),
  output: z.array(groupRecord),
  access: organizationAdministrator,
  run: ({ db }, _input, { actor }) => listStoredGroups(db, actor.organizationId),
});

export const getGroup = defineOperation({
  name: "groups.get",
  kind: "read",
  input: groupId,
  output: groupRecord,
  access: administeredGroup,
  run: async (_context, _input, { group }) => group,
});

export const createGroup = defineOperation({
  name: "groups.create",
  kind: "write",
  input: z.strictObject({ name: groupName, memberIds: memberIds.default([]) }),
  output: groupRecord,
  access: organizationAdministrator,
  run: async (context, { name, memberIds: wanted }, { actor }) => {
    await requireMembers(context, actor.organizationId, wanted);
    await requireFreeName(context, actor.organizationId, name, null);
    const id = await insertGroup(context.db, actor.organizationId, name);
    await replaceMembers(context.db, id, wanted);
    const group = await findGroup(context.db, actor.organizationId, id);
    auditGroup(context, "group.create", null, group);
    return group ?? Promise.reject(notFound("Group"));
  },
});

export const updateGroup = defineOperation({
  name: "groups.update",
  kind: "write",
  input: groupId.extend({ name: groupName.optional(), memberIds: memberIds.optional() }),
  output: groupRecord,
  access: administeredGroup,
  run: async (context, { name, memberIds: wanted }, { actor, group }) => {
    if (name !== undefined) {
      await requireFreeName(context, actor.organizationId, name, group.id);
      await renameGroup(context.db, group.id, name);
    }
    if (wanted !== undefined) {
      await requireMembers(context, actor.organizationId, wanted);
      await replaceMembers(context.db, group.id, wanted);
    }
    const changed = await findGroup(context.db, actor.organizationId, group.id);
    auditGroup(context, "group.update", group, changed);
    return changed ?? Promise.reject(notFound("Group"));
  },
});

async function requireMembers({ db }: RunContext, organizationId: string, ids: string[]): Promise<void> {
  for (const [index, id] of ids.entries()) {
    if (await findPerson(db, organizationId, id)) continue;
    throw invalid([
      { path: `memberIds[${index}]`, message: "There is no such person here", code: "unknown_person" },
    ]);
  }
}

async function requireFreeName(
  { db }: RunContext,
  organizationId: string,
  name: string,
  own: string | null,
): Promise<void> {
  const groups = await listStoredGroups(db, organizationId);
  if (groups.some((group) => group.name === name && group.id !== own)) {
    throw invalid([{ path: "name", message: "There is a group of this name", code: "taken" }]);
  }
}

/** Adds many people at once by their addresses; one unknown address refuses them all, and is named. */
export const addGroupMembers = defineOperation({
  name: "groups.addMembers",
  kind: "write",
  input: groupId.extend({
    emails: z.array(emailAddress).min(1, "At least one address").max(1000, "At most 1000 at once"),
  }),
  output: groupRecord,
  access: administeredGroup,
  run: async (context, { emails }, { actor, group }) => {
    const people = await listPeopleByEmail(context.db, actor.organizationId, emails);
    const known = new Set(people.map((person) => person.email));
    const unknown = [...emails.entries()].filter(([, email]) => !known.has(email));
    if (unknown.length > 0) {
      throw invalid(
        unknown.map(([index, email]) => ({
          path: `emails[${index}]`,
          message: `Nobody here has the address ${email}`,
          code: "unknown_person",
        })),
      );
    }
    const userIds = people.map((person) => person.id);
    await insertMembers(context.db, group.id, userIds);
    return auditMembership(context, actor, group);
  },
});

export const removeGroupMember = defineOperation({
  name: "groups.removeMember",
  kind: "write",
  input: groupId.extend({ personId: z.string() }),
  output: groupRecord,
  access: administeredGroup,
  run: async (context, { personId }, { actor, group }) => {
    await deleteMember(context.db, group.id, personId);
    return auditMembership(context, actor, group);
  },
});

async function auditMembership(context: RunContext, actor: Actor, before: GroupRecord): Promise<GroupRecord> {
  const after = await findGroup(context.db, actor.organizationId, before.id);
  if (!after) throw notFound("Group");
  if (after.members.length === before.members.length) context.nothingChanged();
  else auditGroup(context, "group.update", before, after);
  return after;
}

/** Removes a group and every grant to it, unless something would be left without an owner. */
export const deleteGroup = defineOperation({
  name: "groups.delete",
  kind: "write",
  input: groupId,
  output: z.null(),
  access: administeredGroup,
  run: async (context, _input, { group }) => {
    await holdGroup(context.db, group.id);
    const blockers = await listOnlyOwnedBy(context.db, group.id);
    if (blockers.length > 0) {
      throw new AppError("conflict", `${group.name} is the only owner of ${blockers.length} thing(s)`, {
        blockers,
      });
    }
    await deleteStoredGroup(context.db, group.id);
    auditGroup(context, "group.delete", group, null);
    return null;
  },
});
