import { z } from "zod";
import { artifactDocument, artifactPatchDocument, cloneInput } from "#lib/domain/artifacts";
import { parseInput } from "#lib/domain/errors";
import { artifactQuery } from "#lib/domain/lists";
import { lockArtifact, lockPreview, lockRequest, previewLock } from "#lib/operations/artifact-locks";
import type { ArtifactView } from "#lib/operations/artifact-views";
import {
  cloneArtifact,
  createArtifact,
  deleteArtifact,
  getArtifactText,
  listArtifactTexts,
  replaceArtifact,
  updateArtifact,
} from "#lib/operations/artifacts";
import { artifactFormatted, artifactJson, formatArtifact } from "./artifact-json";
import { listJson, listOf } from "./lists";
import { etagOf, readIfMatch } from "./revisions";
import { type ApiRequest, bodyFields, defineRoute, withAlternative } from "./route";

const inputArtifact = artifactDocument.meta({ id: "InputArtifact" });

const common = { tag: "Artifacts", errors: "detail" } as const;

const renderArtifact = (artifact: ArtifactView) => ({
  text: JSON.stringify(formatArtifact(artifact)),
  headers: { etag: etagOf(artifact.revision) },
});

const revisionOf = ({ headers }: ApiRequest) => readIfMatch(headers["if-match"]);

const list = defineRoute({
  ...common,
  method: "GET",
  path: "/artifacts",
  summary: "List the artifacts shared with you, newest first",
  operation: listArtifactTexts,
  query: artifactQuery,
  input: ({ query }) => query,
  success: { status: 200, schema: listOf(artifactFormatted) },
  refusals: [422],
  render: (page, request) => ({ text: listJson(page, request, artifactJson) }),
});

const create = defineRoute({
  ...common,
  method: "POST",
  path: "/artifacts",
  summary: "Create an artifact, as a draft or locked at once, in a new or an existing repository",
  operation: createArtifact,
  body: { schema: inputArtifact, required: true },
  input: ({ body }) => body,
  success: { status: 201, schema: artifactFormatted },
  refusals: [403, 404, 409, 422],
  render: (artifact) => {
    const { text, headers } = renderArtifact(artifact);
    return { text, headers: { ...headers, location: `/api/v2/artifacts/${artifact.id}` } };
  },
});

const get = defineRoute({
  ...common,
  method: "GET",
  path: "/artifacts/{id}",
  summary: "Get an artifact",
  operation: getArtifactText,
  input: ({ params }) => ({ id: params.id }),
  success: { status: 200, schema: artifactFormatted },
  refusals: [404, 422],
  // No If-None-Match: tags and permissions are in the document and change without a new revision.
  render: (artifact) => ({ text: artifactJson(artifact), headers: { etag: etagOf(artifact.revision) } }),
});

const update = defineRoute({
  ...common,
  method: "PATCH",
  path: "/artifacts/{id}",
  summary: "Change fields of a draft; a spec replaces all container groups; status locked locks it",
  operation: updateArtifact,
  body: { schema: artifactPatchDocument.meta({ id: "UpdateArtifactRequest" }), required: true },
  bodyAt: "patch",
  conditional: true,
  input: (request) => ({ id: request.params.id, patch: bodyFields(request), revision: revisionOf(request) }),
  success: { status: 200, schema: artifactFormatted },
  refusals: [403, 404, 409, 412, 422],
  render: renderArtifact,
});

const replace = defineRoute({
  ...common,
  method: "PUT",
  path: "/artifacts/{id}",
  summary: "Replace all fields of a draft",
  operation: replaceArtifact,
  body: { schema: inputArtifact, required: true },
  bodyAt: "document",
  conditional: true,
  input: (request) => ({ id: request.params.id, document: request.body, revision: revisionOf(request) }),
  success: { status: 200, schema: artifactFormatted },
  refusals: [403, 404, 409, 412, 422],
  render: renderArtifact,
});

const remove = defineRoute({
  ...common,
  method: "DELETE",
  path: "/artifacts/{id}",
  summary: "Delete a draft; locked artifacts are kept for ever",
  operation: deleteArtifact,
  conditional: true,
  input: (request) => ({ id: request.params.id, revision: revisionOf(request) }),
  success: { status: 204 },
  refusals: [403, 404, 409, 412, 422],
  render: () => ({ text: "" }),
});

const clone = defineRoute({
  ...common,
  method: "POST",
  path: "/artifacts/{id}/clone",
  summary: "Copy an artifact, draft or locked, as a new draft in the same repository",
  operation: cloneArtifact,
  body: { schema: cloneInput.meta({ id: "CloneArtifactRequest" }), required: true },
  input: (request) => ({ ...bodyFields(request), id: request.params.id }),
  success: { status: 200, schema: artifactFormatted },
  refusals: [403, 404, 409, 422],
  render: renderArtifact,
});

const lockQuery = z.object({ dryRun: z.enum(["true", "false"]).default("false") });

const lockFacts = {
  ...common,
  method: "POST",
  path: "/artifacts/{id}/lock",
  summary: "Lock a draft as the next version of its repository; with dryRun=true, say what that would do",
  query: lockQuery,
  body: { schema: lockRequest.meta({ id: "LockArtifactRequest" }), required: false },
  conditional: true,
  success: { status: 200, schema: z.union([artifactFormatted, lockPreview.meta({ id: "LockPreview" })]) },
  refusals: [403, 404, 409, 412, 422, 429],
} as const;

const lock = withAlternative(
  defineRoute({
    ...lockFacts,
    operation: lockArtifact,
    input: (request) => ({
      ...bodyFields(request),
      id: request.params.id,
      revision: revisionOf(request),
    }),
    render: renderArtifact,
  }),
  ({ query }) => parseInput(lockQuery, query).dryRun === "true",
  defineRoute({
    ...lockFacts,
    operation: previewLock,
    input: ({ params }) => ({ id: params.id }),
    render: (preview) => ({ text: JSON.stringify(preview), headers: { etag: etagOf(preview.revision) } }),
  }),
);

export const artifactRoutes = [list, create, get, update, replace, remove, clone, lock];
