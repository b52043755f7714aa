import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { buildOpenApi, openApiYaml } from "./openapi";
import { routes } from "./routes";

const described = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ in: z.string(), name: z.string(), schema: z.looseObject({}) })).optional(),
  requestBody: z.looseObject({}).optional(),
  responses: z.record(z.string(), z.looseObject({ content: z.looseObject({}).optional() })),
});
const shape = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), described)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.looseObject({})),
    securitySchemes: z.looseObject({ bearer: z.looseObject({ scheme: z.literal("bearer") }) }),
  }),
});
const document = shape.parse(parse(openApiYaml()));

test("the YAML says what the document says", () => {
  expect(parse(openApiYaml())).toEqual(JSON.parse(JSON.stringify(buildOpenApi())));
});

test.each(routes)("$method $path is in it with its parameters, body, answers and refusals", (route) => {
  const operation = document.paths[`/api/v2${route.path}`]?.[route.method.toLowerCase()];
  expect(operation?.operationId).toBe(route.name);
  const parameters = operation?.parameters?.map((parameter) => `${parameter.in} ${parameter.name}`) ?? [];
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => `path ${match[1]}`);
  const inQuery = Object.keys(route.query?.shape ?? {}).map((name) => `query ${name}`);
  const inHeader = [
    ...(route.repeatable ? ["header Idempotency-Key"] : []),
    ...(route.conditional ? ["header If-Match"] : []),
  ];
  expect(parameters.sort()).toEqual([...inPath, ...inQuery, ...inHeader].sort());
  expect(operation?.requestBody !== undefined).toBe(route.body !== undefined || route.takesFile === true);
  const statuses = Object.keys(operation?.responses ?? {}).map(Number);
  expect(statuses).toEqual(expect.arrayContaining([route.success.status, 401, 500, ...route.refusals]));
  expect(operation?.responses[route.success.status]?.content !== undefined).toBe(
    route.success.schema !== undefined || route.success.mediaType !== undefined,
  );
});

test("nothing is in it that is not served", () => {
  const served = new Set(routes.map(({ method, path }) => `${method} /api/v2${path}`));
  const listed = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(listed.filter((one) => !served.has(one))).toEqual([]);
});

test("the schemas that clients look up have the contract's names, and every reference leads to one", () => {
  const names = Object.keys(document.components.schemas);
  expect(names).toEqual(
    expect.arrayContaining([
      "ArtifactFormatted",
      "InputArtifact",
      "UpdateArtifactRequest",
      "ArtifactRepositoryFormatted",
      "Container",
      "Probe",
      "UpdateSharedRolesRequest",
    ]),
  );
  const references = [...openApiYaml().matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]);
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter((name) => !names.includes(name ?? ""))).toEqual([]);
});

test("every operation has an id of its own", () => {
  const ids = Object.values(document.paths).flatMap((operations) =>
    Object.values(operations).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
});
