import { z } from "zod";
import { AppError, notFound } from "#lib/domain/errors";
import { linkPage, pageOf } from "#lib/domain/paging";
import {
  type CatalogVersion,
  catalogVersion,
  extractionStatus,
  fileQuery,
  sourceFile,
  sourceLimits,
  sourcePath,
  versionQuery,
} from "#lib/domain/sources";
import { findVersionFile, listChangedFiles, listVersionFiles } from "#lib/store/catalog-files";
import { findVersion, insertCatalog, insertVersion, listVersions } from "#lib/store/catalogs";
import type { Database } from "#lib/store/database";
import { findExtraction, findStatusOfVersion } from "#lib/store/extractions";
import { deleteIntoVersion, mergeIntoVersion, startVersions } from "#lib/store/source-merge";
import { hasStage, insertStage } from "#lib/store/stages";
import { catalogWith, signedIn } from "./access";
import { defineOperation, type RunContext } from "./operation";

const catalogId = z.object({ catalogId: z.string() });
const versionId = z.object({ versionId: z.string().optional() });
const madeVersion = z.object({ catalogId: z.string(), versionId: z.string(), numFiles: z.int() });

/** A line of the audit about a catalog. */
export function auditCatalog(
  context: RunContext,
  verb: "catalog.create" | "catalog.addVersion" | "catalog.deleteFiles",
  id: string,
  after: Record<string, unknown>,
): void {
  const changes = Object.entries(after).map(([path, value]) => ({ path, after: value }));
  context.audit({ verb, objectType: "catalog", objectId: id, objectName: id, changes });
}

export const createCatalog = defineOperation({
  name: "files.createCatalog",
  kind: "write",
  input: z.object({}),
  output: madeVersion,
  access: signedIn,
  run: async (context, _input, { actor }) => {
    const { db, now } = context;
    const id = await insertCatalog(db, actor, now);
    const made = { catalogId: id, versionId: await insertVersion(db, id, actor.userId, now) };
    await startVersions(db, made, now);
    auditCatalog(context, "catalog.create", id, { versionId: made.versionId });
    return { ...made, numFiles: 0 };
  },
});

export const createStage = defineOperation({
  name: "files.createStage",
  kind: "write",
  input: catalogId,
  output: z.object({ catalogId: z.string(), stageId: z.string() }),
  access: catalogWith("update"),
  run: async ({ db, now, nothingChanged }, { catalogId: id }) => {
    // A stage is nothing to anybody until a version is made of it, which is audited.
    nothingChanged();
    return { catalogId: id, stageId: await insertStage(db, id, now) };
  },
});

/** There is one way to deal with files that are there already; the others of the API are not used by any client. */
const overwrite = z.literal("REPLACE", "Only REPLACE is possible").default("REPLACE");

export const stageRequest = z.object({ stageId: z.string(), overwrite });

export const applyStage = defineOperation({
  name: "files.applyStage",
  kind: "write",
  input: stageRequest.extend(catalogId.shape),
  output: madeVersion,
  access: async (context, input) => {
    const found = await catalogWith("update")(context, input);
    if (!(await hasStage(context.db, input.catalogId, input.stageId))) throw notFound("Stage");
    return found;
  },
  run: async (context, { catalogId: id, stageId }, { actor }) => {
    const { db, now } = context;
    const made = { catalogId: id, versionId: await insertVersion(db, id, actor.userId, now) };
    const { numFiles, number, size } = await mergeIntoVersion(db, { ...made, stageId }, now);
    auditCatalog(context, "catalog.addVersion", id, { versionId: made.versionId, number, numFiles, size });
    return { ...made, numFiles };
  },
});

export const deleteRequest = z.object({
  paths: z.array(sourcePath).min(1, "At least one path").max(sourceLimits.files),
});

export const deleteFiles = defineOperation({
  name: "files.delete",
  kind: "write",
  input: deleteRequest.extend(catalogId.shape),
  output: madeVersion.extend({
    results: z.array(z.object({ path: z.string(), numFilesDeleted: z.int() })),
  }),
  access: catalogWith("update"),
  run: async (context, { catalogId: id, paths }, { actor }) => {
    const { db, now } = context;
    const made = { catalogId: id, versionId: await insertVersion(db, id, actor.userId, now) };
    const { deleted, numFiles, number } = await deleteIntoVersion(db, { ...made, paths }, now);
    const total = [...deleted.values()].reduce((sum, count) => sum + count, 0);
    auditCatalog(context, "catalog.deleteFiles", id, {
      versionId: made.versionId,
      number,
      numFiles,
      deleted: total,
    });
    const results = paths.map((path) => ({ path, numFilesDeleted: deleted.get(path) ?? 0 }));
    return { ...made, numFiles, results };
  },
});

/** A version that can be read; says why one cannot. */
async function getVersion(db: Database, id: string, version: string | undefined): Promise<CatalogVersion> {
  const found = await findVersion(db, id, version);
  if (found) return found;
  const status = version === undefined ? null : await findStatusOfVersion(db, version);
  if (status === "INITIALIZED" || status === "STARTED_ON_WORKER")
    throw new AppError(
      "conflict",
      "This version is still being made from its archive; try again in a moment",
    );
  throw notFound("Catalog version");
}

export const listSourceVersions = defineOperation({
  name: "files.listVersions",
  kind: "read",
  input: versionQuery.extend(catalogId.shape),
  output: pageOf(catalogVersion.extend({ isLatest: z.boolean() })),
  access: catalogWith("view"),
  run: async ({ db }, { catalogId: id, orderBy, ...query }) => {
    const { versions, totalCount } = await listVersions(id, { ...query, ascending: orderBy === "created" });
    const latest = await findVersion(db, id);
    const items = versions.map((version) => ({ ...version, isLatest: version.id === latest?.id }));
    return linkPage(items, totalCount, query);
  },
});

export const listSourceFiles = defineOperation({
  name: "files.list",
  kind: "read",
  input: fileQuery.extend({ ...catalogId.shape, ...versionId.shape }),
  output: pageOf(sourceFile),
  access: catalogWith("view"),
  run: async ({ db }, { catalogId: id, versionId: version, ...query }) => {
    const { number, numFiles } = await getVersion(db, id, version);
    return linkPage(await listVersionFiles({ catalogId: id, number }, query), numFiles, query);
  },
});

export const getSourceFile = defineOperation({
  name: "files.get",
  kind: "read",
  input: z.object({ ...catalogId.shape, ...versionId.shape, fileName: sourcePath }),
  output: sourceFile,
  access: catalogWith("view"),
  run: async ({ db }, { catalogId: id, versionId: version, fileName }) => {
    const { number } = await getVersion(db, id, version);
    const file = await findVersionFile(db, { catalogId: id, number }, fileName);
    if (!file) throw notFound("File");
    return file;
  },
});

const changedFile = z.object({
  path: z.string(),
  before: sourceFile.omit({ path: true }).nullable(),
  after: sourceFile.omit({ path: true }).nullable(),
});

/** Which files differ between two versions, the whole list: it is as long as what was changed. */
export const compareSourceVersions = defineOperation({
  name: "files.compareVersions",
  kind: "read",
  input: catalogId.extend({ from: z.string(), to: z.string() }),
  output: z.object({ from: catalogVersion, to: catalogVersion, files: z.array(changedFile) }),
  access: catalogWith("view"),
  run: async ({ db }, { catalogId: id, from, to }) => {
    const [before, after] = [await getVersion(db, id, from), await getVersion(db, id, to)];
    return { from: before, to: after, files: await listChangedFiles(id, before.number, after.number) };
  },
});

export const getExtractionStatus = defineOperation({
  name: "files.getStatus",
  kind: "read",
  input: z.object({ statusId: z.string() }),
  output: z.object({ status: extractionStatus, message: z.string().nullable() }),
  access: async (context, { statusId }) => {
    await signedIn(context);
    const extraction = await findExtraction(context.db, statusId);
    if (!extraction) throw notFound("Status");
    await catalogWith("view")(context, extraction);
    return extraction;
  },
  run: async (_context, _input, { status, message }) => ({ status, message }),
});
