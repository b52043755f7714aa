import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import type { RepositoryQuery } from "#lib/domain/lists";
import type { Page } from "#lib/domain/paging";
import { type RepositoryRecord, repositoryRecord } from "#lib/domain/records";
import type { ArtifactType } from "#lib/domain/spec";
import { type Database, Prisma, selectPrepared, selectRows } from "./database";
import { listRows } from "./keyset";
import { commonConditions, commonOrders, creatorOf, tagsOf } from "./list-filters";
import { grantedRoles, isVisible, repositorySubjects, repositoryVisibility } from "./visibility";

function columns(actor: Actor): Prisma.Sql {
  return Prisma.sql`r."id", r."name", r."description", r."type"::text, r."last_version_number" AS "lastVersionNumber",
    r."num_artifacts" AS "numArtifacts", r."num_drafts" AS "numDrafts", r."created_at" AS "createdAt",
    r."updated_at" AS "updatedAt", ${creatorOf("r")} AS "creator", ${tagsOf("r")} AS "tags",
    ${grantedRoles(actor, repositorySubjects)} AS "roles"`;
}

const orders = commonOrders("r");
const orderNames = z.enum(["name", "createdAt", "updatedAt"]);

export async function listRepositories(
  actor: Actor,
  query: RepositoryQuery,
): Promise<Page<RepositoryRecord>> {
  const { offset: _o, limit: _l, cursor: _c, ...filter } = query;
  const conditions = [
    Prisma.sql`r."organization_id" = ${actor.organizationId}`,
    Prisma.sql`r."deleted_at" IS NULL`,
    ...commonConditions("r", filter),
  ];
  const page = await listRows(
    actor,
    {
      from: Prisma.sql`"repository" r`,
      id: Prisma.sql`r."id"`,
      where: Prisma.join(conditions, " AND "),
      visibility: repositoryVisibility(actor),
      order: orders[orderNames.parse(filter.orderBy.replace("-", ""))],
      descending: filter.orderBy.startsWith("-"),
      columns: columns(actor),
      plannable: filter.search === undefined,
      fingerprint: `repositories${JSON.stringify(filter)}`,
    },
    query,
  );
  return { ...page, items: z.array(repositoryRecord).parse(page.items) };
}

export async function findRepository(
  db: Database,
  actor: Actor,
  id: string,
): Promise<RepositoryRecord | null> {
  const [row] = await selectPrepared(
    db,
    Prisma.sql`SELECT ${columns(actor)} FROM "repository" r
      WHERE r."id" = ${id} AND r."organization_id" = ${actor.organizationId} AND r."deleted_at" IS NULL
        AND ${isVisible(actor, repositorySubjects)}`,
  );
  return row === undefined ? null : repositoryRecord.parse(row);
}

interface NewRepository {
  id: string;
  name: string;
  description: string;
  type: ArtifactType;
}

/** Makes a repository; false if the id is in use already, by anybody and in whatever state. */
export async function insertRepository(
  db: Database,
  actor: Actor,
  repository: NewRepository,
  now: Date,
): Promise<boolean> {
  const { count } = await db.repository.createMany({
    data: {
      ...repository,
      organizationId: actor.organizationId,
      creatorId: actor.userId,
      createdAt: now,
      updatedAt: now,
    },
    skipDuplicates: true,
  });
  return count === 1;
}

/** Keeps the counts of a repository true; its row lock also puts all changes of membership in order. */
export async function adjustRepository(
  db: Database,
  id: string,
  by: { artifacts?: number; drafts?: number },
  now: Date,
): Promise<void> {
  await db.repository.update({
    where: { id },
    data: {
      numArtifacts: { increment: by.artifacts ?? 0 },
      numDrafts: { increment: by.drafts ?? 0 },
      updatedAt: now,
    },
    select: { id: true },
  });
}

/** Takes the next version number under the repository's row lock; rolled back with the transaction, so never a gap. */
export async function takeNextVersion(db: Database, id: string, now: Date): Promise<number> {
  const { lastVersionNumber } = await db.repository.update({
    where: { id },
    data: { lastVersionNumber: { increment: 1 }, numDrafts: { increment: -1 }, updatedAt: now },
    select: { lastVersionNumber: true },
  });
  return lastVersionNumber;
}

/** The highest version number given out so far, whoever may see the repository. */
export async function getLastVersion(db: Database, id: string): Promise<number> {
  return (await db.repository.findUniqueOrThrow({ where: { id } })).lastVersionNumber;
}

/**
 * Waits for every change of this repository under way, and keeps new ones out until the transaction ends. False: it was
 * deleted meanwhile.
 */
export async function holdRepository(db: Database, id: string): Promise<boolean> {
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT "id" FROM "repository" WHERE "id" = ${id} AND "deleted_at" IS NULL FOR UPDATE`,
  );
  return rows.length === 1;
}

/** Removes a repository that holds only drafts, with them. */
export async function deleteRepository(db: Database, id: string): Promise<void> {
  await db.artifact.deleteMany({ where: { repositoryId: id } });
  await db.repository.delete({ where: { id } });
}

/** Hides a repository with its locked artifacts, whose rows can never go; its drafts go. */
export async function hideRepository(db: Database, id: string, now: Date): Promise<void> {
  await db.repository.update({ where: { id }, data: { deletedAt: now } });
  await db.artifact.deleteMany({ where: { repositoryId: id, status: "draft" } });
  await db.artifact.updateMany({ where: { repositoryId: id, status: "locked" }, data: { deletedAt: now } });
}
