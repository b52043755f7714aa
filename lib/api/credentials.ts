import { z } from "zod";
import { credentialChangeInput, credentialInput } from "#lib/domain/credential-input";
import { credentialQuery, credentialType, credentialVisibility } from "#lib/domain/credentials";
import {
  type CredentialView,
  createCredential,
  deleteCredential,
  getCredential,
  listCredentials,
  updateCredential,
} from "#lib/operations/credentials";
import { timestamp } from "./artifact-json";
import { listJson, listOf } from "./lists";
import { bodyFields, defineRoute } from "./route";

/** A credential as REST returns it (contract 8.1): never with a value. */
const credentialFormatted = z
  .strictObject({
    credentialId: z.string(),
    name: z.string(),
    credentialType,
    description: z.string(),
    creationDate: timestamp,
    visibility: credentialVisibility.meta({
      description: "Who may name it in an artifact: its owner alone, or everybody in the organization",
    }),
  })
  .meta({ id: "Credential" });

function credentialJson({ id, createdAt, ...credential }: CredentialView): string {
  const formatted: z.input<typeof credentialFormatted> = {
    credentialId: id,
    name: credential.name,
    credentialType: credential.credentialType,
    description: credential.description,
    creationDate: createdAt.toISOString(),
    visibility: credential.visibility,
  };
  return JSON.stringify(formatted);
}

const common = { tag: "Credentials", errors: "message" } as const;

export const credentialRoutes = [
  defineRoute({
    ...common,
    method: "GET",
    path: "/credentials",
    summary: "List the credentials you may use or manage, newest first",
    operation: listCredentials,
    query: credentialQuery,
    input: ({ query }) => query,
    success: { status: 200, schema: listOf(credentialFormatted) },
    refusals: [422],
    render: (page, request) => ({ text: listJson(page, request, credentialJson) }),
  }),
  defineRoute({
    ...common,
    method: "GET",
    path: "/credentials/{id}",
    summary: "Get a credential, without its values",
    operation: getCredential,
    input: ({ params }) => ({ id: params.id }),
    success: { status: 200, schema: credentialFormatted },
    refusals: [404, 422],
    render: (credential) => ({ text: credentialJson(credential) }),
  }),
  defineRoute({
    ...common,
    method: "POST",
    path: "/credentials",
    summary: "Store a credential; its values can be replaced and used, but not read",
    operation: createCredential,
    body: { schema: credentialInput, required: true },
    input: bodyFields,
    success: { status: 201, schema: credentialFormatted },
    refusals: [409, 422],
    render: (credential) => ({ text: credentialJson(credential) }),
  }),
  defineRoute({
    ...common,
    method: "PATCH",
    path: "/credentials/{id}",
    summary: "Change a credential's name or description, or replace its values",
    operation: updateCredential,
    body: { schema: credentialChangeInput, required: false },
    bodyAt: "change",
    input: (request) => ({ id: request.params.id, change: bodyFields(request) }),
    success: { status: 200, schema: credentialFormatted },
    refusals: [403, 404, 409, 422],
    render: (credential) => ({ text: credentialJson(credential) }),
  }),
  defineRoute({
    ...common,
    method: "DELETE",
    path: "/credentials/{id}",
    summary: "Delete a credential; artifacts that name it stay as they are and cannot be started",
    operation: deleteCredential,
    input: ({ params }) => ({ id: params.id }),
    success: { status: 204 },
    refusals: [403, 404, 422],
    render: () => ({ text: "" }),
  }),
];
