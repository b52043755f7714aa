import { z } from "zod";
import { type SourceFile, sourceFile } from "#lib/domain/sources";
import { type Database, database, Prisma, selectRows } from "./database";

const columns = Prisma.sql`f."path", f."sha256", f."size"::float8 AS "size", f."mode"`;

/** Whether a file is in the version of a number. */
function isIn(number: number): Prisma.Sql {
  return Prisma.sql`(f."since" <= ${number} AND (f."until" IS NULL OR f."until" > ${number}))`;
}

interface VersionPlace {
  catalogId: string;
  number: number;
}

/** Some files of a version, by path. */
export async function listVersionFiles(
  { catalogId, number }: VersionPlace,
  { offset, limit }: { offset: number; limit: number },
): Promise<SourceFile[]> {
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT ${columns} FROM "catalog_file" f WHERE f."catalog_id" = ${catalogId} AND ${isIn(number)}
      ORDER BY f."path" LIMIT ${limit} OFFSET ${offset}`,
  );
  return z.array(sourceFile).parse(rows);
}

/** Every file of a complete version by path; empty if there is no such version. */
export async function listCatalogFiles(catalogVersionId: string): Promise<SourceFile[]> {
  const version = await database.catalogVersion.findUnique({ where: { id: catalogVersionId } });
  if (version?.number == null) return [];
  const { catalogId, number, numFiles } = version;
  return listVersionFiles({ catalogId, number }, { offset: 0, limit: numFiles });
}

export async function findVersionFile(
  db: Database,
  { catalogId, number }: VersionPlace,
  path: string,
): Promise<SourceFile | null> {
  const [row] = await selectRows(
    db,
    Prisma.sql`SELECT ${columns} FROM "catalog_file" f
      WHERE f."catalog_id" = ${catalogId} AND f."path" = ${path} AND ${isIn(number)}`,
  );
  return row === undefined ? null : sourceFile.parse(row);
}

/** Puts the files of a stage over what the catalog has: equal ones stay, others are replaced or added from `number` on. */
export async function mergeStage(
  db: Database,
  { catalogId, number }: VersionPlace,
  stageId: string,
): Promise<void> {
  await db.$executeRaw`
    UPDATE "catalog_file" f SET "until" = ${number} FROM "staged_file" s
    WHERE s."stage_id" = ${stageId} AND f."catalog_id" = ${catalogId} AND f."path" = s."path" AND f."until" IS NULL
      AND (f."sha256" <> s."sha256" OR (s."mode" <> 0 AND s."mode" <> f."mode"))`;
  // A client that does not say how a file may be used means no change of that.
  await db.$executeRaw`
    INSERT INTO "catalog_file" ("catalog_id", "path", "since", "sha256", "size", "mode")
    SELECT ${catalogId}, s."path", ${number}, s."sha256", s."size",
      CASE WHEN s."mode" = 0 THEN COALESCE(o."mode", 0) ELSE s."mode" END
    FROM "staged_file" s
    LEFT JOIN "catalog_file" o ON o."catalog_id" = ${catalogId} AND o."path" = s."path" AND o."until" = ${number}
    WHERE s."stage_id" = ${stageId} AND NOT EXISTS (
      SELECT 1 FROM "catalog_file" f WHERE f."catalog_id" = ${catalogId} AND f."path" = s."path" AND f."until" IS NULL)`;
}

const ended = z.object({ named: z.string(), count: z.int() });

/** Takes away from `number` on what paths name, files or everything in folders. Returns how many files each took along. */
export async function endPaths(
  db: Database,
  { catalogId, number }: VersionPlace,
  paths: string[],
): Promise<Map<string, number>> {
  const rows = await selectRows(
    db,
    Prisma.sql`WITH ended AS (
        UPDATE "catalog_file" f SET "until" = ${number} FROM unnest(${paths}::text[]) AS named
        WHERE f."catalog_id" = ${catalogId} AND f."until" IS NULL
          AND (f."path" = named OR (f."path" >= named || '/' AND f."path" < named || '0'))
        RETURNING named)
      SELECT named, count(*)::int AS "count" FROM ended GROUP BY named`,
  );
  return new Map(
    z
      .array(ended)
      .parse(rows)
      .map(({ named, count }) => [named, count]),
  );
}

const conflict = z.object({ file: z.string(), inside: z.string() });

/** A file that came with `number` and cannot be beside another one, for one would have to be a folder. */
export async function findConflict(
  db: Database,
  { catalogId, number }: VersionPlace,
): Promise<[file: string, inside: string] | null> {
  const [row] = await selectRows(
    db,
    Prisma.sql`WITH fresh AS (SELECT "path" FROM "catalog_file"
        WHERE "catalog_id" = ${catalogId} AND "since" = ${number} AND "until" IS NULL)
      (SELECT n."path" AS "file", f."path" AS "inside" FROM fresh n JOIN LATERAL (
        SELECT "path" FROM "catalog_file" WHERE "catalog_id" = ${catalogId} AND "until" IS NULL
          AND "path" >= n."path" || '/' AND "path" < n."path" || '0' LIMIT 1) f ON TRUE LIMIT 1)
      UNION ALL
      (SELECT f."path", n."path" FROM (
        SELECT "path", left("path", length("path") - length(substring("path" from '/[^/]*$'))) AS "folder" FROM fresh
        WHERE "path" LIKE '%/%') n
        JOIN LATERAL generate_series(1, length(n."folder") + 1) AS "end" ON substr(n."path", "end", 1) = '/'
        JOIN "catalog_file" f ON f."catalog_id" = ${catalogId} AND f."until" IS NULL
          AND f."path" = left(n."path", "end" - 1) LIMIT 1)`,
  );
  if (row === undefined) return null;
  const { file, inside } = conflict.parse(row);
  return [file, inside];
}

/** How much the latest version has. */
export async function countLatest(
  db: Database,
  catalogId: string,
): Promise<{ numFiles: number; size: number }> {
  const [row] = await selectRows(
    db,
    Prisma.sql`SELECT count(*)::int AS "numFiles", COALESCE(sum("size"), 0)::float8 AS "size"
      FROM "catalog_file" WHERE "catalog_id" = ${catalogId} AND "until" IS NULL`,
  );
  return z.object({ numFiles: z.int(), size: z.number() }).parse(row);
}

const changeRow = z.object({
  path: z.string(),
  before: sourceFile.omit({ path: true }).nullable(),
  after: sourceFile.omit({ path: true }).nullable(),
});
export type FileChangeRow = z.infer<typeof changeRow>;

/** The files that differ between two versions of a catalog, by path. */
export async function listChangedFiles(
  catalogId: string,
  from: number,
  to: number,
): Promise<FileChangeRow[]> {
  const side = (number: number) => Prisma.sql`SELECT f."path",
      json_build_object('sha256', f."sha256", 'size', f."size", 'mode', f."mode") AS "facts"
    FROM "catalog_file" f WHERE f."catalog_id" = ${catalogId} AND ${isIn(number)} AND NOT ${isIn(number === from ? to : from)}`;
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT COALESCE(b."path", a."path") AS "path", b."facts" AS "before", a."facts" AS "after"
      FROM (${side(from)}) b FULL JOIN (${side(to)}) a ON a."path" = b."path"
      ORDER BY COALESCE(b."path", a."path")`,
  );
  return z.array(changeRow).parse(rows);
}
