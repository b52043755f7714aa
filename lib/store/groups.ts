import { type GroupRecord, groupRecord } from "#lib/domain/people";
import { type Database, Prisma, selectRows } from "./database";
import { newId } from "./ids";

const withMembers = {
  members: {
    select: { user: { select: { id: true, name: true, email: true } } },
    orderBy: { user: { name: "asc" } },
  },
} as const;

interface GroupRow {
  members: { user: { id: string; name: string; email: string } }[];
}

function readGroup<Row extends GroupRow>({ members, ...group }: Row): GroupRecord {
  return groupRecord.parse({ ...group, members: members.map((member) => member.user) });
}

export async function listGroups(db: Database, organizationId: string): Promise<GroupRecord[]> {
  const rows = await db.group.findMany({
    where: { organizationId },
    include: withMembers,
    orderBy: { name: "asc" },
  });
  return rows.map(readGroup);
}

export async function findGroup(
  db: Database,
  organizationId: string,
  id: string,
): Promise<GroupRecord | null> {
  const row = await db.group.findFirst({ where: { id, organizationId }, include: withMembers });
  return row && readGroup(row);
}

export async function insertGroup(db: Database, organizationId: string, name: string): Promise<string> {
  const id = newId();
  await db.group.create({ data: { id, organizationId, name } });
  return id;
}

export async function renameGroup(db: Database, id: string, name: string): Promise<void> {
  await db.group.update({ where: { id }, data: { name } });
}

/** Makes the members of a group exactly `userIds`. */
export async function replaceMembers(db: Database, groupId: string, userIds: string[]): Promise<void> {
  await db.groupMember.deleteMany({ where: { groupId, userId: { notIn: userIds } } });
  await insertMembers(db, groupId, userIds);
}

export async function insertMembers(db: Database, groupId: string, userIds: string[]): Promise<void> {
  const data = userIds.map((userId) => ({ groupId, userId }));
  await db.groupMember.createMany({ data, skipDuplicates: true });
}

export async function deleteMember(db: Database, groupId: string, userId: string): Promise<void> {
  await db.groupMember.deleteMany({ where: { groupId, userId } });
}

/** Waits for grants to this group that are being made, and keeps new ones out until the transaction ends. */
export async function holdGroup(db: Database, id: string): Promise<void> {
  await selectRows(db, Prisma.sql`SELECT "id" FROM "group" WHERE "id" = ${id} FOR UPDATE`);
}

/** Removes a group together with every grant that names it. */
export async function deleteGroup(db: Database, id: string): Promise<void> {
  await db.grant.deleteMany({ where: { recipientType: "group", recipientId: id } });
  await db.group.delete({ where: { id } });
}

/** Things that only this group owns, which would be left without an owner. */
export async function listOnlyOwnedBy(db: Database, groupId: string) {
  const only = { id: true, name: true, grants: { where: { role: "OWNER" }, select: { id: true } } } as const;
  const owned = await db.grant.findMany({
    where: { recipientType: "group", recipientId: groupId, role: "OWNER" },
    select: { repository: { select: only }, artifact: { select: only } },
  });
  return owned.flatMap(({ repository, artifact }) => {
    const thing = repository ?? artifact;
    return thing && thing.grants.length === 1
      ? [{ id: thing.id, name: thing.name, kind: repository ? "repository" : "artifact" } as const]
      : [];
  });
}
