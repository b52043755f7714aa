import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { type LineageArtifact, lineageArtifact } from "#lib/domain/lineage-artifacts";
import { type Database, Prisma, selectPrepared } from "./database";
import { artifactSubjects, isVisible } from "./visibility";

const lineageRow = lineageArtifact
  .omit({ parentUnseen: true })
  .extend({ createdAt: z.date(), lockedAt: z.date().nullable() });

/** What an actor may see of a repository's artifacts, oldest first: one read along the repository's index, no specs. */
export async function listLineage(
  db: Database,
  actor: Actor,
  repositoryId: string,
): Promise<LineageArtifact[]> {
  const found = await selectPrepared(
    db,
    Prisma.sql`SELECT a."id", a."name", a."status"::text, a."version", a."parent_id" AS "parentId",
        a."spec_digest" AS "specDigest", a."created_at" AS "createdAt", a."locked_at" AS "lockedAt",
        a."lock_reason" AS "lockReason", u."name" AS "creatorName"
      FROM "artifact" a JOIN "user" u ON u."id" = a."creator_id"
      WHERE a."repository_id" = ${repositoryId} AND a."organization_id" = ${actor.organizationId}
        AND a."deleted_at" IS NULL AND ${isVisible(actor, artifactSubjects)}
      ORDER BY a."id"`,
  );
  const rows = z.array(lineageRow).parse(found);
  const seen = new Set(rows.map(({ id }) => id));
  return rows.map(({ parentId, createdAt, lockedAt, ...row }) => ({
    ...row,
    parentId: parentId !== null && seen.has(parentId) ? parentId : null,
    parentUnseen: parentId !== null && !seen.has(parentId),
    createdAt: createdAt.toISOString(),
    lockedAt: lockedAt?.toISOString() ?? null,
  }));
}
