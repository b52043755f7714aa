import { z } from "zod";
import { parseInput } from "#lib/domain/errors";
import { createWorkloadDocument, workloadPatch, workloadQuery } from "#lib/domain/workloads";
import { previewPromotion, promoteWorkload, promotionPreview } from "#lib/operations/workload-promotion";
import { startWorkload, stopWorkload } from "#lib/operations/workload-runs";
import type { WorkloadView } from "#lib/operations/workload-views";
import {
  createWorkload,
  deleteWorkload,
  getWorkload,
  listWorkloads,
  updateWorkloadFacts,
} from "#lib/operations/workloads";
import { listJson, listOf } from "./lists";
import { type ApiRequest, bodyFields, defineRoute, withAlternative } from "./route";
import { formatWorkload, workloadFormatted } from "./workload-json";

const common = { tag: "Workloads", errors: "detail" } as const;
const idOf = ({ params }: ApiRequest) => ({ id: params.id });
const nothing = z.strictObject({}).meta({ id: "EmptyRequest" });

const renderWorkload = (workload: WorkloadView, request: ApiRequest) => ({
  text: JSON.stringify(formatWorkload(workload, request)),
});

const list = defineRoute({
  ...common,
  method: "GET",
  path: "/workloads",
  summary: "List the workloads shared with you, newest first",
  operation: listWorkloads,
  query: workloadQuery,
  input: ({ query }) => query,
  success: { status: 200, schema: listOf(workloadFormatted) },
  refusals: [422],
  render: (page, request) => ({
    text: listJson(page, request, (workload) => JSON.stringify(formatWorkload(workload, request))),
  }),
});

const create = defineRoute({
  ...common,
  method: "POST",
  path: "/workloads",
  summary: "Run an artifact, one that is there or one made along with it",
  operation: createWorkload,
  body: { schema: createWorkloadDocument.meta({ id: "CreateWorkloadRequest" }), required: true },
  input: ({ body }) => body,
  success: { status: 201, schema: workloadFormatted },
  refusals: [403, 404, 409, 422],
  render: (workload, request) => ({
    ...renderWorkload(workload, request),
    headers: { location: `/api/v2/workloads/${workload.id}` },
  }),
});

const get = defineRoute({
  ...common,
  method: "GET",
  path: "/workloads/{id}",
  summary: "Get a workload",
  operation: getWorkload,
  input: idOf,
  success: { status: 200, schema: workloadFormatted },
  refusals: [404, 422],
  render: renderWorkload,
});

const update = defineRoute({
  ...common,
  method: "PATCH",
  path: "/workloads/{id}",
  summary: "Change name, description or importance; nothing restarts",
  operation: updateWorkloadFacts,
  body: { schema: workloadPatch.meta({ id: "UpdateWorkloadRequest" }), required: true },
  bodyAt: "patch",
  input: (request) => ({ id: request.params.id, patch: bodyFields(request) }),
  success: { status: 200, schema: workloadFormatted },
  refusals: [403, 404, 409, 422],
  render: renderWorkload,
});

const remove = defineRoute({
  ...common,
  method: "DELETE",
  path: "/workloads/{id}",
  summary: "Delete a workload, running or not; its artifact stays",
  operation: deleteWorkload,
  input: idOf,
  success: { status: 204 },
  refusals: [403, 404, 422],
  render: () => ({ text: "" }),
});

const operationResponse = z
  .strictObject({ status: z.string(), workloadId: z.string(), trackVia: z.string() })
  .meta({ id: "WorkloadOperationResponse" });

/** Starting and stopping: 202 where something is done, 200 where there was nothing to do (contract 7.6). */
const runFacts = {
  ...common,
  method: "POST",
  body: { schema: nothing, required: false },
  input: (request: ApiRequest) => ({ ...bodyFields(request), ...idOf(request) }),
  success: { status: 202, schema: operationResponse },
  otherSuccess: { status: 200, schema: operationResponse },
  refusals: [403, 404, 409, 422],
  render: ({ workloadId, status, changed }: { workloadId: string; status: string; changed: boolean }) => ({
    text: JSON.stringify({ status, workloadId, trackVia: `/api/v2/workloads/${workloadId}` }),
    ...(changed ? {} : { status: 200 as const }),
  }),
} as const;

const start = defineRoute({
  ...runFacts,
  path: "/workloads/{id}/start",
  summary: "Start a stopped workload, with its draft as it is now",
  operation: startWorkload,
});

const stop = defineRoute({
  ...runFacts,
  path: "/workloads/{id}/stop",
  summary: "Stop a workload; it keeps its identity and endpoint",
  operation: stopWorkload,
});

const promoteQuery = z.object({ dryRun: z.enum(["true", "false"]).default("false") });

const promoteFacts = {
  ...common,
  method: "POST",
  path: "/workloads/{id}/promote",
  summary: "Lock the draft a workload runs, in place; with dryRun=true, say what that would do",
  query: promoteQuery,
  body: { schema: nothing, required: false },
  success: { status: 202, schema: workloadFormatted },
  otherSuccess: { status: 200, schema: promotionPreview.meta({ id: "PromotionPreview" }) },
  refusals: [403, 404, 409, 422],
} as const;

const promote = withAlternative(
  defineRoute({
    ...promoteFacts,
    operation: promoteWorkload,
    input: (request) => ({ ...bodyFields(request), ...idOf(request) }),
    render: renderWorkload,
  }),
  ({ query }) => parseInput(promoteQuery, query).dryRun === "true",
  defineRoute({
    ...promoteFacts,
    operation: previewPromotion,
    input: idOf,
    render: (preview) => ({ text: JSON.stringify(preview), status: 200 }),
  }),
);

export const workloadRoutes = [list, create, get, update, remove, start, stop, promote];
