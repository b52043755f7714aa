import { z } from "zod";
import { pageQuery } from "#lib/domain/paging";
import { recipientType, role, sharedRolesUpdate } from "#lib/domain/roles";
import {
  listArtifactRoles,
  listRepositoryRoles,
  listWorkloadRoles,
  type NamedGrant,
  updateArtifactRoles,
  updateRepositoryRoles,
  updateWorkloadRoles,
} from "#lib/operations/shared-roles";
import { listJson, listOf } from "./lists";
import { type ApiRequest, defineRoute } from "./route";

/** One entry of a list of roles as REST returns it (contract 6). */
const sharedRoleFormatted = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    shareRecipientType: recipientType,
    role,
  })
  .meta({ id: "SharedRole" });

function sharedRoleJson({ recipientId, recipientType: kind, ...grant }: NamedGrant): string {
  const formatted: z.input<typeof sharedRoleFormatted> = {
    id: recipientId,
    name: grant.name,
    shareRecipientType: kind,
    role: grant.role,
  };
  return JSON.stringify(formatted);
}

const readFacts = {
  tag: "Access",
  errors: "detail",
  method: "GET",
  query: pageQuery.omit({ cursor: true }),
  input: ({ query, params }: ApiRequest) => ({ ...query, id: params.id }),
  success: { status: 200, schema: listOf(sharedRoleFormatted) },
  refusals: [403, 404, 422],
} as const;

const writeFacts = {
  tag: "Access",
  errors: "detail",
  method: "PATCH",
  body: { schema: sharedRolesUpdate.meta({ id: "UpdateSharedRolesRequest" }), required: true },
  bodyAt: "update",
  input: ({ body, params }: ApiRequest) => ({ id: params.id, update: body }),
  success: { status: 204 },
  refusals: [403, 404, 409, 422],
  render: () => ({ text: "" }),
} as const;

export const sharedRoleRoutes = [
  defineRoute({
    ...readFacts,
    path: "/artifacts/{id}/sharedRoles",
    summary: "List who an artifact is shared with, beside those its repository is shared with",
    operation: listArtifactRoles,
    render: (page, request) => ({ text: listJson(page, request, sharedRoleJson) }),
  }),
  defineRoute({
    ...writeFacts,
    path: "/artifacts/{id}/sharedRoles",
    summary: "Replace the list of who an artifact is shared with",
    operation: updateArtifactRoles,
  }),
  defineRoute({
    ...readFacts,
    path: "/artifactRepositories/{id}/sharedRoles",
    summary: "List who an artifact repository, and with it all of its artifacts, is shared with",
    operation: listRepositoryRoles,
    render: (page, request) => ({ text: listJson(page, request, sharedRoleJson) }),
  }),
  defineRoute({
    ...writeFacts,
    path: "/artifactRepositories/{id}/sharedRoles",
    summary: "Replace the list of who an artifact repository is shared with",
    operation: updateRepositoryRoles,
  }),
  defineRoute({
    ...readFacts,
    path: "/workloads/{id}/sharedRoles",
    summary: "List who a workload is shared with",
    operation: listWorkloadRoles,
    render: (page, request) => ({ text: listJson(page, request, sharedRoleJson) }),
  }),
  defineRoute({
    ...writeFacts,
    path: "/workloads/{id}/sharedRoles",
    summary: "Replace the list of who a workload is shared with",
    operation: updateWorkloadRoles,
  }),
];
