import { stringify } from "yaml";
import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from "zod-openapi";
import { credentialSchemas } from "#lib/domain/credential-input";
import { containerGroup, containerSpec, environmentVariable, probe } from "#lib/domain/spec";
import { detailError, messageError } from "./error-answer";
import type { ApiRoute, RouteFacts } from "./route";
import { prefix, routes } from "./routes";

/** Parts of a specification that have a name in the document; bodies and answers bring theirs along. */
const schemas = {
  ContainerGroup: containerGroup,
  Container: containerSpec,
  EnvironmentVariable: environmentVariable,
  Probe: probe,
  ...credentialSchemas,
};

const meanings: Record<number, string> = {
  200: "Done",
  201: "Made",
  202: "Asked for; it will be done",
  204: "Done; there is nothing to return",
  400: "The request could not be read",
  401: "The token or session is not valid",
  403: "You may see this but not do that, or it is locked",
  404: "There is no such thing, or it is not shared with you",
  405: "There is no such method here",
  409: "Something stands in the way; blockers name it",
  412: "It is not the revision that If-Match names; current is the document as it is",
  413: "The body is too large",
  415: "The body is not of the type that is wanted here",
  422: "Some of this is not right; each item names its place",
  429: "Too many requests; Retry-After says when to come again",
  500: "A mistake of ours; requestId finds it in the log",
  503: "Not available now; try again",
};

/** Statuses that any route may answer with, and those of every method whose body is read, needed or not. */
const anyRefusals = [401, 403, 500, 503];
const bodyRefusals = [400, 413, 415];

export function refusalsOf({ refusals, method }: RouteFacts): number[] {
  const own = method === "GET" ? refusals : [...refusals, ...bodyRefusals];
  return [...new Set([...anyRefusals, ...own])].sort((a, b) => a - b);
}

const jsonOf = (schema: z.ZodType) => ({ "application/json": { schema } });

const uploadedFile = z
  .object({ file: z.string().meta({ format: "binary", description: "Its file name is its path" }) })
  .meta({ id: "UploadedFile" });

function describeBody({ body, takesFile }: RouteFacts): Pick<ZodOpenApiOperationObject, "requestBody"> {
  if (takesFile)
    return { requestBody: { required: true, content: { "multipart/form-data": { schema: uploadedFile } } } };
  return body ? { requestBody: { required: body.required, content: jsonOf(body.schema) } } : {};
}

function describeResponses(route: ApiRoute): ZodOpenApiResponsesObject {
  const { status, schema, mediaType } = route.success;
  const content = mediaType ? { [mediaType]: { schema: z.string() } } : schema && jsonOf(schema);
  const failure = route.errors === "detail" ? detailError : messageError;
  const refusals = refusalsOf(route).map((code) => [
    String(code),
    { description: meanings[code] ?? "", content: jsonOf(code === 401 ? messageError : failure) },
  ]);
  const other = route.otherSuccess;
  const otherContent = other?.schema && jsonOf(other.schema);
  return {
    [`${status}`]: { description: meanings[status] ?? "", ...(content ? { content } : {}) },
    ...(other && {
      [`${other.status}`]: {
        description: meanings[other.status] ?? "",
        ...(otherContent ? { content: otherContent } : {}),
      },
    }),
    ...Object.fromEntries(refusals),
  };
}

const idempotencyHeader = z.string().min(1).max(255).optional().meta({
  description: "A repetition with the same key within a day gets the first answer again and does nothing",
});
const ifMatchHeader = z
  .string()
  .optional()
  .meta({ description: "The ETag of the revision you mean to change" });

function describeOperation(route: ApiRoute): ZodOpenApiOperationObject {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, z.string()]);
  const headers = {
    ...(route.repeatable ? { "Idempotency-Key": idempotencyHeader } : {}),
    ...(route.conditional ? { "If-Match": ifMatchHeader } : {}),
  };
  return {
    operationId: route.name,
    summary: route.summary,
    tags: [route.tag],
    requestParams: {
      ...(names.length > 0 ? { path: z.object(Object.fromEntries(names)) } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...(Object.keys(headers).length > 0 ? { header: z.object(headers) } : {}),
    },
    ...describeBody(route),
    responses: describeResponses(route),
  };
}

function describePaths() {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of routes) {
    const path = prefix + route.path;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(route) };
  }
  return paths;
}

export function buildOpenApi() {
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Plimsoll",
        version: "2.0",
        description: "Container artifacts: drafts, locked versions, and who may do what with them.",
      },
      servers: [{ url: "/" }],
      security: [{ bearer: [] }],
      paths: describePaths(),
      components: {
        schemas,
        securitySchemes: {
          bearer: {
            type: "http",
            scheme: "bearer",
            description: "An API token, made under Account → Tokens",
          },
        },
      },
    },
    // The two forms of a schema: what may be left out of a request is always in an answer.
    { outputIdSuffix: "Output" },
  );
}

let text: string | undefined;

/** The document as YAML, made once. */
export function openApiYaml(): string {
  text ??= stringify(buildOpenApi(), { aliasDuplicateObjects: false });
  return text;
}
