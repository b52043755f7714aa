import { z } from "zod";
import type { UserRole } from "#lib/domain/actors";
import { cutPage, type Page, type PageQuery } from "#lib/domain/paging";
import { type PersonRecord, personRecord } from "#lib/domain/people";
import { type Database, Prisma, selectRows } from "./database";
import { newId } from "./ids";

const withGroups = {
  accounts: { where: { providerId: "credential" }, select: { password: true } },
  memberships: { select: { group: { select: { id: true, name: true } } } },
} as const;

interface PersonRow {
  accounts: { password: string | null }[];
  memberships: { group: { id: string; name: string } }[];
}

function readPerson<Row extends PersonRow>({ accounts, memberships, ...user }: Row): PersonRecord {
  return personRecord.parse({
    ...user,
    hasPassword: accounts.some((account) => account.password !== null),
    groups: memberships.map((membership) => membership.group),
  });
}

/** People of an organization by name, the deactivated last. */
export async function listPeople(
  db: Database,
  organizationId: string,
  query: PageQuery & { search?: string | undefined },
): Promise<Page<PersonRecord>> {
  const contains = { contains: query.search ?? "", mode: "insensitive" } as const;
  const where = {
    organizationId,
    ...(query.search ? { OR: [{ name: contains }, { email: contains }] } : {}),
  };
  const rows = await db.user.findMany({
    where,
    include: withGroups,
    orderBy: [{ deactivatedAt: { sort: "asc", nulls: "first" } }, { name: "asc" }, { id: "asc" }],
    skip: query.offset,
    take: query.limit,
  });
  const totalCount = await db.user.count({ where });
  return { ...cutPage(new Array(totalCount).fill(null), query), items: rows.map(readPerson) };
}

export async function findPerson(
  db: Database,
  organizationId: string,
  id: string,
): Promise<PersonRecord | null> {
  const row = await db.user.findFirst({ where: { id, organizationId }, include: withGroups });
  return row && readPerson(row);
}

/** By e-mail, in whatever organization: addresses are unique in the whole installation. */
export async function findPersonByEmail(db: Database, email: string) {
  const row = await db.user.findUnique({
    where: { email },
    select: { id: true, name: true, email: true, organizationId: true, deactivatedAt: true },
  });
  return row;
}

/** Those of an organization who have one of these addresses. */
export async function listPeopleByEmail(db: Database, organizationId: string, emails: string[]) {
  return db.user.findMany({
    where: { organizationId, email: { in: emails } },
    select: { id: true, email: true },
  });
}

export async function countPeople(db: Database): Promise<number> {
  return db.user.count();
}

interface NewPerson {
  organizationId: string;
  name: string;
  email: string;
  role: UserRole;
}

export async function insertPerson(db: Database, person: NewPerson): Promise<string> {
  const id = newId();
  await db.user.create({ data: { ...person, id } });
  return id;
}

export async function updatePerson(
  db: Database,
  id: string,
  change: { name?: string | undefined; role?: UserRole | undefined; deactivatedAt?: Date | null },
): Promise<void> {
  await db.user.update({ where: { id }, data: change });
}

/** Administrators of an organization who can still sign in; until the transaction ends nobody else counts them. */
export async function countActiveAdministrators(db: Database, organizationId: string): Promise<number> {
  await selectRows(
    db,
    Prisma.sql`SELECT "id" FROM "organization" WHERE "id" = ${organizationId} FOR NO KEY UPDATE`,
  );
  return db.user.count({ where: { organizationId, deactivatedAt: null, role: { not: "member" } } });
}

/** The hash of someone's password, in the form the sign-in library keeps it. */
export async function findPasswordHash(db: Database, userId: string): Promise<string | null> {
  const account = await db.account.findFirst({ where: { userId, providerId: "credential" } });
  return account?.password ?? null;
}

export async function savePasswordHash(db: Database, userId: string, password: string): Promise<void> {
  await db.account.upsert({
    where: { providerId_accountId: { providerId: "credential", accountId: userId } },
    create: { id: newId(), providerId: "credential", accountId: userId, userId, password },
    update: { password },
  });
}

export const sessionRecord = z.object({
  id: z.string(),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: z.date(),
  expiresAt: z.date(),
});
export type SessionRecord = z.infer<typeof sessionRecord>;

export async function listSessions(db: Database, userId: string): Promise<SessionRecord[]> {
  const rows = await db.session.findMany({
    where: { userId, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
  });
  return z.array(sessionRecord).parse(rows);
}

/** Ends every session of a person, or all but one. */
export async function deleteSessions(db: Database, userId: string, exceptToken?: string): Promise<number> {
  const { count } = await db.session.deleteMany({
    where: { userId, ...(exceptToken === undefined ? {} : { token: { not: exceptToken } }) },
  });
  return count;
}
