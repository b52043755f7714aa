import { z } from "zod";
import { type RecipientType, recipientType, role, type SharedRole } from "#lib/domain/roles";
import { type Database, Prisma, selectRows } from "./database";
import { newId } from "./ids";

/** The thing that grants are on. */
export type GrantSubject = { repositoryId: string } | { artifactId: string } | { workloadId: string };

export const namedGrant = z.object({ recipientType, recipientId: z.string(), name: z.string(), role });
export type NamedGrant = z.infer<typeof namedGrant>;

function subjectId(subject: GrantSubject): string {
  if ("artifactId" in subject) return subject.artifactId;
  return "workloadId" in subject ? subject.workloadId : subject.repositoryId;
}

/** The entries on a thing itself, oldest first, with the names of their recipients. */
export async function listGrants(db: Database, subject: GrantSubject): Promise<NamedGrant[]> {
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT g."recipient_type"::text AS "recipientType", g."recipient_id" AS "recipientId", g."role"::text AS "role",
        COALESCE(u."email", gr."name", o."name") AS "name"
      FROM "grant" g
      LEFT JOIN "user" u ON g."recipient_type" = 'user' AND u."id" = g."recipient_id"
      LEFT JOIN "group" gr ON g."recipient_type" = 'group' AND gr."id" = g."recipient_id"
      LEFT JOIN "organization" o ON g."recipient_type" = 'organization' AND o."id" = g."recipient_id"
      WHERE COALESCE(g."artifact_id", g."repository_id", g."workload_id") = ${subjectId(subject)} ORDER BY g."id"`,
  );
  return z.array(namedGrant).parse(rows);
}

export async function insertGrant(
  db: Database,
  organizationId: string,
  subject: GrantSubject,
  grant: SharedRole,
): Promise<void> {
  await db.grant.create({ data: { id: newId(), organizationId, ...subject, ...grant } });
}

/** Makes the list of a thing exactly `grants`, touching only what differs. */
export async function replaceGrants(
  db: Database,
  organizationId: string,
  subject: GrantSubject,
  grants: readonly SharedRole[],
): Promise<void> {
  const wanted = new Map(grants.map((grant) => [`${grant.recipientType}:${grant.recipientId}`, grant]));
  const existing = await db.grant.findMany({ where: subject });
  const kept = new Set<string>();
  const gone: string[] = [];
  for (const { id, recipientType: kind, recipientId, role: had } of existing) {
    const key = `${kind}:${recipientId}`;
    if (wanted.get(key)?.role === had) kept.add(key);
    else gone.push(id);
  }
  await db.grant.deleteMany({ where: { id: { in: gone } } });
  const added = [...wanted].filter(([key]) => !kept.has(key)).map(([, grant]) => grant);
  await db.grant.createMany({
    data: added.map((grant) => ({ id: newId(), organizationId, ...subject, ...grant })),
  });
}

export interface Recipient {
  recipientType: RecipientType;
  recipientId: string;
  name: string;
}

/** Recipients of an organization by id or, for people, e-mail; the deactivated are not found. */
export async function findRecipient(
  db: Database,
  organizationId: string,
  wanted: { recipientType: RecipientType; id?: string | undefined; username?: string | undefined },
): Promise<Recipient | null> {
  const finders: Record<RecipientType, () => Promise<{ id: string; name: string } | null>> = {
    user: async () => {
      const key =
        wanted.id === undefined ? { email: wanted.username?.trim().toLowerCase() ?? "" } : { id: wanted.id };
      const user = await db.user.findFirst({ where: { ...key, organizationId, deactivatedAt: null } });
      return user && { id: user.id, name: user.email };
    },
    group: async () => {
      // Held until the grant is made: a group that goes meanwhile would leave a grant to nobody.
      const [group] = await selectRows(
        db,
        Prisma.sql`SELECT "id", "name" FROM "group" WHERE "id" = ${wanted.id ?? ""} AND "organization_id" = ${organizationId} FOR KEY SHARE`,
      );
      return group === undefined ? null : z.object({ id: z.string(), name: z.string() }).parse(group);
    },
    organization: () =>
      db.organization.findFirst({ where: { AND: [{ id: wanted.id ?? "" }, { id: organizationId }] } }),
  };
  const found = await finders[wanted.recipientType]();
  return found && { recipientType: wanted.recipientType, recipientId: found.id, name: found.name };
}

/** People by e-mail, groups and the organization by name, capitals or not; the deactivated are not found. */
export async function findRecipientsNamed(
  db: Database,
  organizationId: string,
  names: readonly string[],
): Promise<Recipient[]> {
  const wanted = names.map((name) => name.toLowerCase());
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT 'user' AS "recipientType", "id" AS "recipientId", "email" AS "name" FROM "user"
        WHERE "organization_id" = ${organizationId} AND "deactivated_at" IS NULL AND lower("email") = ANY(${wanted}::text[])
      UNION ALL SELECT 'group', "id", "name" FROM "group"
        WHERE "organization_id" = ${organizationId} AND lower("name") = ANY(${wanted}::text[])
      UNION ALL SELECT 'organization', "id", "name" FROM "organization"
        WHERE "id" = ${organizationId} AND lower("name") = ANY(${wanted}::text[])`,
  );
  return z.array(namedGrant.omit({ role: true })).parse(rows);
}

/** People and groups whose name or e-mail holds the text, for the access box; at most `limit` of each. */
export async function searchRecipients(
  db: Database,
  organizationId: string,
  text: string,
  limit: number,
): Promise<Recipient[]> {
  const contains = { contains: text, mode: "insensitive" } as const;
  const [users, groups, organization] = await Promise.all([
    db.user.findMany({
      where: { organizationId, deactivatedAt: null, OR: [{ name: contains }, { email: contains }] },
      orderBy: { email: "asc" },
      take: limit,
    }),
    db.group.findMany({ where: { organizationId, name: contains }, orderBy: { name: "asc" }, take: limit }),
    db.organization.findFirst({ where: { id: organizationId, name: contains } }),
  ]);
  return [
    ...(organization
      ? [{ recipientType: "organization" as const, recipientId: organization.id, name: organization.name }]
      : []),
    ...groups.map((group) => ({ recipientType: "group" as const, recipientId: group.id, name: group.name })),
    ...users.map((user) => ({ recipientType: "user" as const, recipientId: user.id, name: user.email })),
  ];
}
