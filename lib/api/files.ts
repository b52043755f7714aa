import { z } from "zod";
import { parseInput } from "#lib/domain/errors";
import {
  applyStage,
  createCatalog,
  createStage,
  deleteFiles,
  deleteRequest,
  stageRequest,
} from "#lib/operations/files";
import { uploadArchive, uploadToStage } from "#lib/operations/uploads";
import { receiveFrom } from "./multipart";
import { type ApiRequest, bodyFields, defineRoute, defineStreamRoute } from "./route";

const common = { tag: "Files", errors: "message" } as const;

const json = (value: unknown) => ({ text: JSON.stringify(value) });

const madeVersion = z
  .strictObject({ catalogId: z.string(), catalogVersionId: z.string(), numFiles: z.int() })
  .meta({ id: "CatalogVersionReference" });

const renderVersion = ({
  catalogId,
  versionId,
  numFiles,
}: {
  catalogId: string;
  versionId: string;
  numFiles: number;
}) => ({
  catalogId,
  catalogVersionId: versionId,
  numFiles,
});

const create = defineRoute({
  ...common,
  method: "POST",
  path: "/files",
  summary: "Begin a source: a catalog with a first, empty version",
  operation: createCatalog,
  body: { schema: z.object({}), required: false },
  input: bodyFields,
  success: { status: 201, schema: madeVersion },
  refusals: [422],
  render: (made) => json(renderVersion(made)),
});

const createStageRoute = defineRoute({
  ...common,
  method: "POST",
  path: "/files/{catalogId}/stages",
  summary: "Open a stage: a place to upload files to before they become a version",
  operation: createStage,
  body: { schema: z.object({}), required: false },
  input: ({ params }) => ({ catalogId: params.catalogId }),
  success: { status: 201, schema: z.strictObject({ catalogId: z.string(), stageId: z.string() }) },
  refusals: [404, 422],
  render: json,
});

const upload = defineStreamRoute({
  ...common,
  name: "files.upload",
  method: "POST",
  path: "/files/{catalogId}/stages/{stageId}/upload",
  summary: "Upload a file to a stage; its file name, slashes and all, is its path",
  takesFile: true,
  success: {
    status: 201,
    schema: z.strictObject({ fileName: z.string(), fileSize: z.number(), fileChecksum: z.string() }),
  },
  refusals: [404, 413, 422],
  async handle(request) {
    const { catalogId, stageId } = request.params;
    const { path, size, sha256 } = await uploadToStage(request, { catalogId, stageId }, receiveFrom(request));
    return { status: 201, headers: {}, ...json({ fileName: path, fileSize: size, fileChecksum: sha256 }) };
  },
});

const apply = defineRoute({
  ...common,
  method: "POST",
  path: "/files/{catalogId}/fromStage",
  summary: "Make a version of the latest one and the files of a stage",
  operation: applyStage,
  body: { schema: stageRequest.meta({ id: "FromStageRequest" }), required: true },
  input: (request) => ({ ...bodyFields(request), catalogId: request.params.catalogId }),
  success: { status: 201, schema: madeVersion },
  refusals: [404, 422],
  render: (made) => json(renderVersion(made)),
});

const archiveQuery = z.object({
  useArchiveContents: z.literal("true", "Must be true: an archive is always unpacked"),
  overwrite: z.literal("REPLACE", "Only REPLACE is possible").optional(),
});

const madeFromArchive = z
  .strictObject({ catalogId: z.string(), catalogVersionId: z.string(), statusId: z.string() })
  .meta({ id: "CatalogVersionOnItsWay" });

const archiveFacts = {
  ...common,
  method: "POST",
  query: archiveQuery,
  takesFile: true,
  success: { status: 201, schema: madeFromArchive },
  refusals: [404, 413, 422],
} as const;

async function receiveArchive(request: ApiRequest) {
  const { catalogId } = request.params;
  const made = await uploadArchive(request, { catalogId }, async (store) => {
    parseInput(archiveQuery, request.query);
    return receiveFrom(request)(store);
  });
  const { statusId, versionId } = made;
  const answer = { catalogId: made.catalogId, catalogVersionId: versionId, statusId };
  return { status: 201, headers: { location: `/api/v2/status/${statusId}` }, ...json(answer) };
}

const createFromArchive = defineStreamRoute({
  ...archiveFacts,
  name: "files.createFromArchive",
  path: "/files/fromFile",
  summary: "Begin a source with the files of a zip archive; the status tells when they are there",
  handle: receiveArchive,
});

const addArchive = defineStreamRoute({
  ...archiveFacts,
  name: "files.addArchive",
  path: "/files/{catalogId}/fromFile",
  summary:
    "Make a version of the latest one and the files of a zip archive; the status tells when it is there",
  handle: receiveArchive,
});

const remove = defineRoute({
  ...common,
  method: "DELETE",
  path: "/files/{catalogId}/allFiles",
  summary: "Make a version of the latest one without some files or folders",
  operation: deleteFiles,
  body: { schema: deleteRequest.meta({ id: "DeleteFilesRequest" }), required: true },
  input: (request) => ({ ...bodyFields(request), catalogId: request.params.catalogId }),
  success: {
    status: 200,
    schema: madeVersion.extend({
      results: z.array(z.strictObject({ path: z.string(), numFilesDeleted: z.int() })),
    }),
  },
  refusals: [404, 422],
  render: ({ results, ...made }) => json({ ...renderVersion(made), results }),
});

export const fileRoutes = [create, createStageRoute, upload, apply, createFromArchive, addArchive, remove];
