import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { isAdministrator } from "#lib/domain/actors";
import { type Change, change } from "#lib/domain/changes";
import { database, Prisma, selectPrepared } from "./database";
import { isVisible } from "./visibility";

/**
 * What changed after `after` and up to the sequence the actor was identified at, as far as it is theirs to know: things
 * shared with them, what they did themselves, and what is about them or their groups.
 */
export async function listChanges(actor: Actor, after: string): Promise<Change[]> {
  const mine = Prisma.sql`e."actor_id" = ${actor.userId} OR e."object_id" = ANY(${actor.principals}::text[])`;
  const shared = Prisma.sql`e."object_type" IN ('artifact', 'repository')
    AND ${isVisible(actor, Prisma.sql`e."object_id", e."repository_id"`)}
    OR e."object_type" = 'workload' AND ${isVisible(actor, Prisma.sql`e."object_id"`)}`;
  const seen = isAdministrator(actor) ? Prisma.sql`TRUE` : Prisma.sql`(${mine} OR (${shared}))`;
  const rows = await selectPrepared(
    database,
    Prisma.sql`SELECT e."sequence"::text AS "sequence", e."verb", e."object_type" AS "objectType",
        e."object_id" AS "objectId", e."repository_id" AS "repositoryId", a."revision"
      FROM "audit_entry" e LEFT JOIN "artifact" a ON a."id" = e."object_id" AND e."object_type" = 'artifact'
      WHERE e."organization_id" = ${actor.organizationId} AND e."sequence" > ${after}::bigint
        AND e."sequence" <= ${actor.epoch}::bigint AND ${seen}
      ORDER BY e."sequence"`,
  );
  return z.array(change).parse(rows);
}
