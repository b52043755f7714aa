import { type Actor, isAdministrator } from "#lib/domain/actors";
import { Prisma } from "./database";

/** The roles granted to an actor on a thing: SQL for a text array, given the SQL of the ids that carry the grants. */
export function grantedRoles(actor: Actor, subjects: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`ARRAY(
    SELECT DISTINCT g."role"::text FROM "grant" g
    WHERE COALESCE(g."artifact_id", g."repository_id") IN (${subjects}) AND g."recipient_id" = ANY(${actor.principals}::text[]))`;
}

/** Whether an actor may see a thing. Part of every query, so that "is it there" and "may I see it" are one answer. */
export function isVisible(actor: Actor, subjects: Prisma.Sql): Prisma.Sql {
  if (isAdministrator(actor)) return Prisma.sql`TRUE`;
  return Prisma.sql`EXISTS (
    SELECT 1 FROM "grant" g
    WHERE COALESCE(g."artifact_id", g."repository_id") IN (${subjects}) AND g."recipient_id" = ANY(${actor.principals}::text[]))`;
}

/** An artifact's own id and its repository's: grants on either count. */
export const artifactSubjects = Prisma.sql`a."id", a."repository_id"`;
export const repositorySubjects = Prisma.sql`r."id"`;
