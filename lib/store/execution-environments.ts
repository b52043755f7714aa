import { z } from "zod";
import {
  type EnvironmentVersion,
  type ExecutionEnvironment,
  environmentVersion,
  executionEnvironment,
  programmingLanguage,
} from "#lib/domain/execution-environments";
import { linkPage, type Page, type PageQuery } from "#lib/domain/paging";
import { type Database, Prisma, selectRows } from "./database";
import { newId } from "./ids";

const columns = Prisma.sql`e."id", e."name", e."description", e."programming_language" AS "programmingLanguage",
  e."organization_id" IS NULL AS "isPublic", e."created_at" AS "createdAt",
  (SELECT json_build_object('id', v."id", 'environmentId', v."environment_id", 'label', v."label",
     'description', v."description", 'baseImage', v."base_image", 'createdAt', v."created_at")
   FROM "execution_environment_version" v WHERE v."environment_id" = e."id" ORDER BY v."id" DESC LIMIT 1)
   AS "latestVersion"`;

const row = executionEnvironment.extend({
  latestVersion: environmentVersion.extend({ createdAt: z.coerce.date() }).nullable(),
});

const seenBy = (organizationId: string) =>
  Prisma.sql`(e."organization_id" IS NULL OR e."organization_id" = ${organizationId})`;

export interface EnvironmentFilter {
  search?: string | undefined;
  isPublic?: boolean | undefined;
}

/** What an organization may build with, its own first. */
export async function listEnvironments(
  db: Database,
  organizationId: string,
  { search, isPublic }: EnvironmentFilter,
  query: PageQuery,
): Promise<Page<ExecutionEnvironment>> {
  const conditions = [
    seenBy(organizationId),
    Prisma.sql`e."retired_at" IS NULL`,
    ...(search ? [Prisma.sql`position(lower(${search}) in lower(e."name")) > 0`] : []),
    ...(isPublic === undefined ? [] : [Prisma.sql`(e."organization_id" IS NULL) = ${isPublic}`]),
  ];
  const from = Prisma.sql`FROM "execution_environment" e WHERE ${Prisma.join(conditions, " AND ")}`;
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT ${columns} ${from} ORDER BY e."organization_id" IS NULL, lower(e."name"), e."id"
      OFFSET ${query.offset} LIMIT ${query.limit}`,
  );
  const [count] = await selectRows(db, Prisma.sql`SELECT count(*)::int AS "count" ${from}`);
  const { count: total } = z.object({ count: z.int() }).parse(count);
  return linkPage(z.array(row).parse(rows), total, query);
}

/** One that this organization may see, retired or not. */
export async function findEnvironment(
  db: Database,
  organizationId: string,
  id: string,
): Promise<ExecutionEnvironment | null> {
  const [found] = await selectRows(
    db,
    Prisma.sql`SELECT ${columns} FROM "execution_environment" e WHERE e."id" = ${id} AND ${seenBy(organizationId)}`,
  );
  return found === undefined ? null : row.parse(found);
}

/** Newest first. */
export async function listEnvironmentVersions(
  db: Database,
  environmentId: string,
  query: PageQuery,
): Promise<Page<EnvironmentVersion>> {
  const rows = await db.executionEnvironmentVersion.findMany({
    where: { environmentId },
    orderBy: { id: "desc" },
    skip: query.offset,
    take: query.limit,
  });
  const total = await db.executionEnvironmentVersion.count({ where: { environmentId } });
  return linkPage(z.array(environmentVersion).parse(rows), total, query);
}

export async function findEnvironmentVersion(
  db: Database,
  environmentId: string,
  id: string,
): Promise<EnvironmentVersion | null> {
  const found = await db.executionEnvironmentVersion.findFirst({ where: { id, environmentId } });
  return found && environmentVersion.parse(found);
}

/** What a Dockerfile is generated from, if the organization may use it. */
export async function findVersionForBuild(
  db: Database,
  organizationId: string,
  ids: { executionEnvironmentId: string; executionEnvironmentVersionId: string },
): Promise<{ language: z.infer<typeof programmingLanguage>; baseImage: string } | null> {
  const found = await db.executionEnvironmentVersion.findFirst({
    where: {
      id: ids.executionEnvironmentVersionId,
      environmentId: ids.executionEnvironmentId,
      environment: { OR: [{ organizationId: null }, { organizationId }] },
    },
    select: { baseImage: true, environment: { select: { programmingLanguage: true } } },
  });
  if (!found) return null;
  return {
    baseImage: found.baseImage,
    language: programmingLanguage.parse(found.environment.programmingLanguage),
  };
}

/** Whether another one that the organization may see has this name, in any case. */
export async function hasEnvironmentNamed(
  db: Database,
  organizationId: string,
  name: string,
  otherThan: string | null,
): Promise<boolean> {
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT 1 FROM "execution_environment" e WHERE ${seenBy(organizationId)} AND e."retired_at" IS NULL
      AND lower(e."name") = lower(${name}) AND e."id" IS DISTINCT FROM ${otherThan} LIMIT 1`,
  );
  return rows.length > 0;
}

interface NewEnvironment {
  name: string;
  description: string;
  programmingLanguage: z.infer<typeof programmingLanguage>;
}

export async function insertEnvironment(
  db: Database,
  organizationId: string,
  environment: NewEnvironment,
  now: Date,
): Promise<string> {
  const id = newId();
  await db.executionEnvironment.create({ data: { ...environment, id, organizationId, createdAt: now } });
  return id;
}

export async function updateEnvironment(
  db: Database,
  id: string,
  change: { name?: string | undefined; description?: string | undefined; retiredAt?: Date },
): Promise<void> {
  await db.executionEnvironment.update({ where: { id }, data: change });
}

interface NewVersion {
  label: string;
  description: string;
  baseImage: string;
}

export async function insertEnvironmentVersion(
  db: Database,
  environmentId: string,
  version: NewVersion,
  now: Date,
): Promise<string> {
  const id = newId();
  await db.executionEnvironmentVersion.create({ data: { ...version, id, environmentId, createdAt: now } });
  return id;
}
