import { z } from "zod";
import { type Actor, userRole } from "#lib/domain/actors";
import { database, Prisma, selectPrepared } from "./database";

const personRow = z.object({
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  organizationId: z.string(),
  groups: z.array(z.string()),
  epoch: z.coerce.string(),
});

const tokenRow = personRow.extend({ tokenId: z.string(), readOnly: z.boolean(), stale: z.boolean() });

const roleByStoredName = {
  member: "member",
  administrator: "administrator",
  platform_administrator: "platformAdministrator",
} as const;
const storedRole = z
  .enum(["member", "administrator", "platform_administrator"])
  .transform((name) => userRole.parse(roleByStoredName[name]));

const personColumns = Prisma.sql`u."id" AS "userId", u."name", u."email", u."role"::text AS "role",
  u."organization_id" AS "organizationId", h."sequence"::text AS "epoch",
  ARRAY(SELECT m."group_id" FROM "group_member" m WHERE m."user_id" = u."id") AS "groups"`;

function toActor(row: z.infer<typeof personRow>): Omit<Actor, "via" | "tokenId" | "readOnly"> {
  const { groups, role, ...person } = row;
  return { role: storedRole.parse(role), principals: [row.userId, row.organizationId, ...groups], ...person };
}

/** Who a session belongs to; null when deactivated or gone. */
export async function findActorByUser(userId: string): Promise<Actor | null> {
  const [row] = await selectPrepared(
    database,
    Prisma.sql`SELECT ${personColumns} FROM "user" u JOIN "audit_head" h ON h."organization_id" = u."organization_id"
      WHERE u."id" = ${userId} AND u."deactivated_at" IS NULL`,
  );
  if (row === undefined) return null;
  return { via: "session", tokenId: null, readOnly: false, ...toActor(personRow.parse(row)) };
}

/** Who a token speaks for, in one query; null when unknown, revoked, expired, or its owner is deactivated. */
export async function findActorByTokenHash(hash: string): Promise<Actor | null> {
  const [row] = await selectPrepared(
    database,
    Prisma.sql`SELECT ${personColumns}, t."id" AS "tokenId", t."read_only" AS "readOnly",
        (t."last_used_at" IS NULL OR t."last_used_at" < now() - interval '1 minute') AS "stale"
      FROM "api_token" t JOIN "user" u ON u."id" = t."user_id" JOIN "audit_head" h ON h."organization_id" = u."organization_id"
      WHERE t."hash" = ${hash} AND t."revoked_at" IS NULL AND (t."expires_at" IS NULL OR t."expires_at" > now())
        AND u."deactivated_at" IS NULL`,
  );
  if (row === undefined) return null;
  const { tokenId, readOnly, stale, ...person } = tokenRow.parse(row);
  // Last use is kept to the minute: a write per request would cost more than the request.
  if (stale) await database.apiToken.updateMany({ where: { id: tokenId }, data: { lastUsedAt: new Date() } });
  return { via: "token", tokenId, readOnly, ...toActor(person) };
}
