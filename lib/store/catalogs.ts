import { z } from "zod";
import { type Actor, isAdministrator } from "#lib/domain/actors";
import { role } from "#lib/domain/roles";
import { type CatalogVersion, catalogVersion, sourceGrace } from "#lib/domain/sources";
import { type Database, database, Prisma, selectRows } from "./database";
import { newId } from "./ids";
import { artifactSubjects, grantedRoles, isVisible } from "./visibility";

/** A catalog as one actor may use it. */
const catalogRecord = z.object({
  id: z.string(),
  /** It is the actor's own. */
  own: z.boolean(),
  /** The actor's roles on the drafts that name it. */
  draftRoles: z.array(role),
});
export type CatalogRecord = z.infer<typeof catalogRecord>;

/** A version whose catalog is visible: one's own, or one that an artifact names which one may see. */
function isCatalogVisible(actor: Actor): Prisma.Sql {
  if (isAdministrator(actor)) return Prisma.sql`TRUE`;
  return Prisma.sql`(c."creator_id" = ${actor.userId} OR EXISTS (
    SELECT 1 FROM "artifact_source" s JOIN "artifact" a ON a."id" = s."artifact_id"
    WHERE s."catalog_id" = c."id" AND a."deleted_at" IS NULL AND ${isVisible(actor, artifactSubjects)}))`;
}

export async function findCatalog(db: Database, actor: Actor, id: string): Promise<CatalogRecord | null> {
  const [row] = await selectRows(
    db,
    Prisma.sql`SELECT c."id", c."creator_id" = ${actor.userId} AS "own", ARRAY(
        SELECT DISTINCT granted FROM "artifact_source" s JOIN "artifact" a ON a."id" = s."artifact_id",
          unnest(${grantedRoles(actor, artifactSubjects)}) AS granted
        WHERE s."catalog_id" = c."id" AND a."status" = 'draft') AS "draftRoles"
      FROM "catalog" c
      WHERE c."id" = ${id} AND c."organization_id" = ${actor.organizationId} AND ${isCatalogVisible(actor)}`,
  );
  return row === undefined ? null : catalogRecord.parse(row);
}

export async function insertCatalog(db: Database, actor: Actor, now: Date): Promise<string> {
  const id = newId();
  await db.catalog.create({
    data: {
      id,
      organizationId: actor.organizationId,
      creatorId: actor.userId,
      createdAt: now,
      updatedAt: now,
    },
  });
  return id;
}

/** A version without content yet; `numberVersion` makes it one of the catalog's. */
export async function insertVersion(
  db: Database,
  catalogId: string,
  creatorId: string,
  now: Date,
): Promise<string> {
  const id = newId();
  await db.catalogVersion.create({ data: { id, catalogId, creatorId, createdAt: now } });
  return id;
}

/** Takes the catalog's next number, holding its row: whoever else wants one waits until this transaction ends. */
export async function takeNextNumber(db: Database, catalogId: string, now: Date): Promise<number> {
  const { lastVersionNumber } = await db.catalog.update({
    where: { id: catalogId },
    data: { lastVersionNumber: { increment: 1 }, updatedAt: now },
    select: { lastVersionNumber: true },
  });
  return lastVersionNumber;
}

interface Totals {
  numFiles: number;
  size: number;
}

/** Makes a version what it is for ever. */
export async function numberVersion(
  db: Database,
  id: string,
  { number, numFiles, size }: Totals & { number: number },
): Promise<void> {
  await db.catalogVersion.update({ where: { id }, data: { number, numFiles, size } });
}

const versionColumns = Prisma.sql`v."id", v."catalog_id" AS "catalogId", v."number", v."num_files" AS "numFiles",
  v."size"::float8 AS "size", v."created_at" AS "createdAt",
  json_build_object('id', u."id", 'name', u."name", 'email', u."email") AS "creator"`;

const versionTables = Prisma.sql`"catalog_version" v JOIN "user" u ON u."id" = v."creator_id"`;

/** The complete versions of a catalog, newest first unless told otherwise, and how many there are. */
export async function listVersions(
  catalogId: string,
  { offset, limit, ascending }: { offset: number; limit: number; ascending: boolean },
): Promise<{ versions: CatalogVersion[]; totalCount: number }> {
  const direction = ascending ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const [rows, totalCount] = await Promise.all([
    selectRows(
      database,
      Prisma.sql`SELECT ${versionColumns} FROM ${versionTables}
        WHERE v."catalog_id" = ${catalogId} AND v."number" IS NOT NULL
        ORDER BY v."number" ${direction} LIMIT ${limit} OFFSET ${offset}`,
    ),
    database.catalogVersion.count({ where: { catalogId, number: { not: null } } }),
  ]);
  return { versions: z.array(catalogVersion).parse(rows), totalCount };
}

/** A complete version of a catalog; the latest if none is named. */
export async function findVersion(
  db: Database,
  catalogId: string,
  versionId?: string | undefined,
): Promise<CatalogVersion | null> {
  const named = versionId === undefined ? Prisma.empty : Prisma.sql`AND v."id" = ${versionId}`;
  const [row] = await selectRows(
    db,
    Prisma.sql`SELECT ${versionColumns} FROM ${versionTables}
      WHERE v."catalog_id" = ${catalogId} AND v."number" IS NOT NULL ${named}
      ORDER BY v."number" DESC LIMIT 1`,
  );
  return row === undefined ? null : catalogVersion.parse(row);
}

/**
 * Deletes catalogs that no artifact names and nobody wrote to for long. One by one, for the database refuses what is
 * named meanwhile, and the others should go all the same.
 */
export async function deleteUnnamedCatalogs(now: Date): Promise<void> {
  const before = new Date(now.getTime() - sourceGrace.catalog);
  const rows = await database.catalog.findMany({
    where: { updatedAt: { lt: before }, sources: { none: {} } },
    select: { id: true },
    take: 1000,
  });
  for (const { id } of rows) {
    await database.catalog.deleteMany({ where: { id, updatedAt: { lt: before }, sources: { none: {} } } });
  }
}
