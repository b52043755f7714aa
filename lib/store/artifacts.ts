import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import type { ArtifactQuery } from "#lib/domain/lists";
import type { Page } from "#lib/domain/paging";
import {
  type ArtifactRecord,
  type ArtifactSummary,
  type ArtifactText,
  artifactRecord,
  artifactSummary,
  artifactText,
} from "#lib/domain/records";
import { type ArtifactType, type StoredSpec, specFormat, storedSpec } from "#lib/domain/spec";
import { type Database, database, Prisma, selectPrepared, selectRows } from "./database";
import { newId } from "./ids";
import { type ListOrder, listRows } from "./keyset";
import { commonConditions, commonOrders, creatorOf, tagsOf } from "./list-filters";
import { holdRepository } from "./repositories";
import { artifactSubjects, artifactVisibility, grantedRoles, isVisible } from "./visibility";

function summaryColumns(actor: Actor): Prisma.Sql {
  return Prisma.sql`a."id", a."name", a."description", a."type"::text, a."status"::text, a."version", a."revision",
    a."repository_id" AS "repositoryId", a."spec_digest" AS "specDigest", a."parent_id" AS "parentId",
    a."created_at" AS "createdAt", a."updated_at" AS "updatedAt", a."locked_at" AS "lockedAt",
    a."lock_reason" AS "lockReason", ${creatorOf("a")} AS "creator", ${tagsOf("a")} AS "tags",
    ${grantedRoles(actor, artifactSubjects)} AS "roles"`;
}

const orders: Record<"name" | "createdAt" | "updatedAt" | "status", ListOrder> = {
  ...commonOrders("a"),
  status: {
    expression: Prisma.sql`a."status"`,
    toKey: Prisma.sql`a."status"::text`,
    fromKey: (key) => Prisma.sql`${key}::artifact_status`,
    isKey: /^(draft|locked)$/,
  },
};
const orderNames = z.enum(["name", "createdAt", "updatedAt", "status"]);

function listSource(actor: Actor, { offset: _o, limit: _l, cursor: _c, ...filter }: ArtifactQuery) {
  const conditions = [
    Prisma.sql`a."organization_id" = ${actor.organizationId}`,
    Prisma.sql`a."deleted_at" IS NULL`,
    ...commonConditions("a", filter),
    ...(filter.status ? [Prisma.sql`a."status" = ${filter.status}::artifact_status`] : []),
    ...(filter.repositoryId ? [Prisma.sql`a."repository_id" = ${filter.repositoryId}`] : []),
  ];
  return {
    from: Prisma.sql`"artifact" a`,
    id: Prisma.sql`a."id"`,
    where: Prisma.join(conditions, " AND "),
    visibility: artifactVisibility(actor),
    order: orders[orderNames.parse(filter.orderBy.replace("-", ""))],
    descending: filter.orderBy.startsWith("-"),
    plannable: filter.search === undefined,
    fingerprint: `artifacts${JSON.stringify(filter)}`,
  };
}

// Made once: to make a schema costs more than to read a page with it.
const artifactSummaries = z.array(artifactSummary);
const artifactTexts = z.array(artifactText);

/** What an actor may see of the artifacts, without their specs. */
export async function listArtifacts(actor: Actor, query: ArtifactQuery): Promise<Page<ArtifactSummary>> {
  const page = await listRows(actor, { columns: summaryColumns(actor), ...listSource(actor, query) }, query);
  return { ...page, items: artifactSummaries.parse(page.items) };
}

/** The same with whole specs as stored text. */
export async function listArtifactTexts(actor: Actor, query: ArtifactQuery): Promise<Page<ArtifactText>> {
  const columns = Prisma.sql`${summaryColumns(actor)}, a."spec"::text AS "specText"`;
  const page = await listRows(actor, { columns, ...listSource(actor, query) }, query);
  return { ...page, items: artifactTexts.parse(page.items) };
}

/** An artifact this actor may see, with its spec as stored text, or null. */
export async function findArtifactText(db: Database, actor: Actor, id: string): Promise<ArtifactText | null> {
  const [row] = await selectPrepared(
    db,
    Prisma.sql`SELECT ${summaryColumns(actor)}, a."spec"::text AS "specText" FROM "artifact" a
      WHERE a."id" = ${id} AND a."organization_id" = ${actor.organizationId} AND a."deleted_at" IS NULL
        AND ${isVisible(actor, artifactSubjects)}`,
  );
  return row === undefined ? null : artifactText.parse(row);
}

export async function findArtifact(db: Database, actor: Actor, id: string): Promise<ArtifactRecord | null> {
  const found = await findArtifactText(db, actor, id);
  return found && readArtifact(found);
}

function readArtifact({ specText, ...summary }: ArtifactText): ArtifactRecord {
  return { ...summary, spec: readSpec(specText) };
}

/** Stored specs of any format, as today's form. There is one format so far. */
function readSpec(text: string): StoredSpec {
  return storedSpec.parse(JSON.parse(text));
}

const heldArtifact = artifactRecord.pick({
  id: true,
  repositoryId: true,
  name: true,
  description: true,
  status: true,
  revision: true,
});

/**
 * An artifact for the worker, which has nobody's rights, under its repository's lock; or null. Access was proved by
 * whoever asked for the work.
 */
export async function findHeldArtifact(db: Database, id: string) {
  const place = await db.artifact.findFirst({
    where: { id, deletedAt: null },
    select: { repositoryId: true },
  });
  if (place === null) return null;
  await holdRepository(db, place.repositoryId);
  return findArtifactForWorker(db, id);
}

/** The same as it stands at the moment. */
export async function findArtifactForWorker(db: Database, id: string) {
  const [row] = await selectRows(
    db,
    Prisma.sql`SELECT a."id", a."repository_id" AS "repositoryId", a."name", a."description", a."status"::text,
        a."revision", a."spec"::text AS "specText"
      FROM "artifact" a WHERE a."id" = ${id} AND a."deleted_at" IS NULL`,
  );
  if (row === undefined) return null;
  const { specText, ...artifact } = heldArtifact.extend({ specText: z.string() }).parse(row);
  return { ...artifact, spec: readSpec(specText) };
}

interface NewArtifact {
  repositoryId: string;
  name: string;
  description: string;
  type: ArtifactType;
  spec: StoredSpec;
  parentId: string | null;
}

export async function insertArtifact(
  db: Database,
  actor: Actor,
  artifact: NewArtifact,
  now: Date,
): Promise<string> {
  const id = newId();
  await db.artifact.create({
    data: {
      ...artifact,
      id,
      organizationId: actor.organizationId,
      creatorId: actor.userId,
      specFormat,
      createdAt: now,
      updatedAt: now,
    },
  });
  return id;
}

interface DraftChange {
  name?: string | undefined;
  description?: string | undefined;
  spec?: StoredSpec | undefined;
}

/** Changes a draft that is still at `revision`. False: it has moved on, was locked or is gone. */
export async function updateDraft(
  db: Database,
  id: string,
  revision: number,
  change: DraftChange,
  now: Date,
): Promise<boolean> {
  const { count } = await db.artifact.updateMany({
    where: { id, revision, status: "draft" },
    data: { ...change, revision: { increment: 1 }, updatedAt: now },
  });
  return count === 1;
}

interface Lock {
  version: number;
  specDigest: string;
  lockedById: string;
  lockReason: string | null;
  lockedAt: Date;
}

/** The one-way step, only from a draft at `revision`. */
export async function lockDraft(db: Database, id: string, revision: number, lock: Lock): Promise<boolean> {
  const { count } = await db.artifact.updateMany({
    where: { id, revision, status: "draft" },
    data: { ...lock, status: "locked", revision: { increment: 1 }, updatedAt: lock.lockedAt },
  });
  return count === 1;
}

export async function deleteDraft(db: Database, id: string, revision: number): Promise<boolean> {
  const { count } = await db.artifact.deleteMany({ where: { id, revision, status: "draft" } });
  return count === 1;
}

/** Locked versions of one repository, newest first. */
export async function listLockedVersions(db: Database, repositoryId: string) {
  return db.artifact.findMany({
    where: { repositoryId, status: "locked", deletedAt: null },
    orderBy: { version: "desc" },
    select: { id: true, name: true, version: true },
  });
}

/** Versions of a repository whose spec is equal in content. */
export async function listVersionsWithDigest(db: Database, repositoryId: string, specDigest: string) {
  const versions = await listVersionsWithDigests(db, repositoryId, [specDigest]);
  return versions.map(({ id, version }) => ({ id, version }));
}

/** The newest locked version of a repository. */
export async function findLatestVersion(db: Database, repositoryId: string) {
  const row = await db.artifact.findFirst({
    where: { repositoryId, status: "locked", deletedAt: null },
    orderBy: { version: "desc" },
    select: { id: true, name: true, version: true },
  });
  return row?.version == null ? null : { ...row, version: row.version };
}

/** Names and versions of some artifacts of one repository. */
export async function listLabels(db: Database, repositoryId: string, ids: string[]) {
  return db.artifact.findMany({
    where: { repositoryId, id: { in: ids }, deletedAt: null },
    select: { id: true, name: true, version: true },
  });
}

/** Versions of a repository whose spec has one of the digests, oldest first. */
export async function listVersionsWithDigests(db: Database, repositoryId: string, digests: string[]) {
  const rows = await db.artifact.findMany({
    where: { repositoryId, specDigest: { in: digests }, deletedAt: null },
    orderBy: { version: "asc" },
    select: { id: true, version: true, specDigest: true },
  });
  return rows.flatMap(({ id, version, specDigest }) =>
    version === null || specDigest === null ? [] : [{ id, version, specDigest }],
  );
}

/** What a reader may know of the artifact one was cloned from: its label, if it is visible too. */
export async function findParent(actor: Actor, id: string) {
  const [row] = await selectRows(
    database,
    Prisma.sql`SELECT a."id", a."name", a."version" FROM "artifact" a
      WHERE a."id" = ${id} AND a."organization_id" = ${actor.organizationId} AND a."deleted_at" IS NULL
        AND ${isVisible(actor, artifactSubjects)}`,
  );
  return row === undefined
    ? null
    : z.object({ id: z.string(), name: z.string(), version: z.int().nullable() }).parse(row);
}
