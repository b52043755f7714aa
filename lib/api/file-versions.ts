import { z } from "zod";
import { type CatalogVersion, fileQuery, type SourceFile, versionQuery } from "#lib/domain/sources";
import { getExtractionStatus, listSourceFiles, listSourceVersions } from "#lib/operations/files";
import { openSourceFile } from "#lib/operations/uploads";
import { listJson, listOf } from "./lists";
import { type ApiRequest, defineRoute, defineStreamRoute } from "./route";

const common = { tag: "Files", errors: "message", method: "GET" } as const;

const status = z
  .strictObject({
    statusId: z.string(),
    status: z.enum(["INITIALIZED", "STARTED_ON_WORKER", "COMPLETED", "ERROR"]),
    message: z.string(),
  })
  .meta({ id: "Status" });

const getStatus = defineRoute({
  ...common,
  path: "/status/{statusId}",
  summary: "How far the unpacking of an archive is",
  operation: getExtractionStatus,
  input: ({ params }) => ({ statusId: params.statusId }),
  success: { status: 200, schema: status },
  refusals: [404, 422],
  render: ({ status: word, message }, { params }) => ({
    text: JSON.stringify({ statusId: params.statusId, status: word, message: message ?? "" }),
  }),
});

const listedFile = z
  .strictObject({
    fileName: z.string(),
    fileType: z.literal("file"),
    fileSize: z.number(),
    fileChecksum: z.string().meta({ description: "SHA-256 of the content, lower-case hexadecimal" }),
    fileMode: z.int().meta({ description: "Permission bits; 0 when they are not known" }),
  })
  .meta({ id: "CatalogFile" });

function fileJson({ path, size, sha256, mode }: SourceFile): string {
  const file: z.input<typeof listedFile> = {
    fileName: path,
    fileType: "file",
    fileSize: size,
    fileChecksum: sha256,
    fileMode: mode,
  };
  return JSON.stringify(file);
}

const placeOf = ({ catalogId, versionId }: Record<string, string>) => ({ catalogId, versionId });

const fileListFacts = {
  ...common,
  operation: listSourceFiles,
  query: fileQuery,
  input: ({ params, query }: ApiRequest) => ({ ...query, ...placeOf(params) }),
  success: { status: 200, schema: listOf(listedFile) },
  refusals: [404, 409, 422],
  render: (page: Parameters<typeof listJson<SourceFile>>[0], request: ApiRequest) => ({
    text: listJson(page, request, fileJson),
  }),
} as const;

const listFiles = defineRoute({
  ...fileListFacts,
  path: "/files/{catalogId}/versions/{versionId}/allFiles",
  summary: "List the files of a version, by path",
});

const listLatestFiles = {
  ...defineRoute({
    ...fileListFacts,
    path: "/files/{catalogId}/allFiles",
    summary: "List the files of the latest version, by path",
  }),
  name: "files.listLatest",
};

const downloadQuery = z.object({ fileName: z.string().meta({ description: "The file's path" }) });

/** What people uploaded is never shown as a page of ours, whatever it says it is. */
const asAttachment = {
  "content-type": "application/octet-stream",
  "content-disposition": "attachment",
  "x-content-type-options": "nosniff",
  "content-security-policy": "sandbox; default-src 'none'",
} as const;

const download = defineStreamRoute({
  ...common,
  name: "files.download",
  path: "/files/{catalogId}/versions/{versionId}/file",
  summary: "Get a file of a version, byte for byte",
  query: downloadQuery,
  success: { status: 200, mediaType: "application/octet-stream" },
  refusals: [404, 409, 422],
  async handle(request) {
    const { fileName } = request.query;
    const { size, sha256, content } = await openSourceFile(request, { ...placeOf(request.params), fileName });
    const headers = { ...asAttachment, "content-length": String(size), etag: `"${sha256}"` };
    return { status: 200, headers, text: "", content };
  },
});

const version = z
  .strictObject({
    catalogId: z.string(),
    catalogVersionId: z.string(),
    versionNumber: z.int(),
    creationDate: z.iso.datetime(),
    createdBy: z.string(),
    numFiles: z.int(),
    size: z.number(),
    isLatest: z.boolean(),
    isStage: z.literal(false),
  })
  .meta({ id: "CatalogVersion" });

function versionJson({
  id,
  number,
  createdAt,
  creator,
  ...facts
}: CatalogVersion & { isLatest: boolean }): string {
  const { catalogId, numFiles, size, isLatest } = facts;
  const row: z.input<typeof version> = {
    catalogId,
    catalogVersionId: id,
    versionNumber: number,
    creationDate: createdAt.toISOString(),
    createdBy: creator.name,
    numFiles,
    size,
    isLatest,
    isStage: false,
  };
  return JSON.stringify(row);
}

const listVersions = defineRoute({
  ...common,
  path: "/files/{catalogId}/versions",
  summary: "List the versions of a source, newest first",
  operation: listSourceVersions,
  query: versionQuery,
  input: ({ params, query }) => ({ ...query, catalogId: params.catalogId }),
  success: { status: 200, schema: listOf(version) },
  refusals: [404, 422],
  render: (page, request) => ({ text: listJson(page, request, versionJson) }),
});

export const fileVersionRoutes = [getStatus, listFiles, listLatestFiles, download, listVersions];
