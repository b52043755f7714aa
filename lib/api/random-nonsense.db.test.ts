import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { makeOrganization } from "#lib/testing/actors";
import { arbitraryDocument } from "#lib/testing/arbitrary-spec";
import { makeDocument } from "#lib/testing/factories";
import { artifactIn, serveApi } from "#lib/testing/server";
import { prefix, routes } from "./routes";

/** Each property is asked this often. */
const numRuns = 1000;
const patience = 240_000;

const api = serveApi();
let token: string;
let artifactId: string;
let repositoryId: string;
beforeAll(async () => {
  const organization = await makeOrganization();
  token = organization.administrator.token;
  const artifact = artifactIn(
    await api.call("POST", "/api/v2/artifacts", { token, body: makeDocument({ status: "locked" }) }),
  );
  artifactId = artifact.id;
  repositoryId = artifact.artifactRepositoryId;
});

const word = fc.oneof(
  fc.constantFrom(
    "name",
    "spec",
    "containerGroups",
    "containers",
    "__proto__",
    "constructor",
    "limit",
    "ids",
    "-1",
    "0",
  ),
  fc.string({ unit: "binary", maxLength: 8 }),
);
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.bigInt().map(String),
  fc.constantFrom(1e308, -0, 2 ** 53, ""),
);

/** A document with one place replaced by anything, or with anything added: near enough to valid to get far. */
const damaged = fc.tuple(arbitraryDocument, fc.nat(), word, value).map(([document, at, key, put]) => {
  const copy: unknown = structuredClone(document);
  const places = placesOf(copy);
  const place = places[at % places.length];
  if (Array.isArray(place)) place[at % (place.length + 1)] = put;
  else if (place) Reflect.set(place, at % 3 === 0 ? key : (Object.keys(place)[at % 5] ?? key), put);
  return copy;
});

function placesOf(root: unknown): object[] {
  if (typeof root !== "object" || root === null) return [];
  return [root, ...Object.values(root).flatMap(placesOf)];
}

const body = fc.oneof(
  { weight: 3, arbitrary: damaged.map((document) => JSON.stringify(document)) },
  { weight: 1, arbitrary: value.map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 200 }) },
  {
    weight: 1,
    arbitrary: fc
      .record({ operation: fc.constantFrom("updateRoles", "x"), roles: fc.array(fc.dictionary(word, value)) })
      .map((one) => JSON.stringify(one)),
  },
);
const path = fc
  .tuple(
    fc.constantFrom(...routes),
    fc.oneof(word.map(encode), fc.constantFrom("known", "%", "%2F", "%zz", "%00")),
  )
  .map(([route, id]) => {
    const known = route.path.startsWith("/artifactRepositories") ? repositoryId : artifactId;
    return {
      method: route.method,
      path: prefix + route.path.replace(/\{\w+\}/g, id === "known" ? known : id),
    };
  });
const query = fc
  .array(
    fc.tuple(
      fc.oneof(word, fc.constantFrom("offset", "cursor", "orderBy", "search", "status", "dryRun")),
      word,
    ),
  )
  .map((pairs) => pairs.map(([name, given]) => `${encode(name)}=${encode(given)}`).join("&"));
const headerValue = fc.string({ maxLength: 40 }).map((text) => text.replace(/[^\x20-\x7e]/g, "?"));
const headers = fc.dictionary(
  fc.constantFrom(
    ...[
      "content-type",
      "if-match",
      "idempotency-key",
      "x-request-id",
      "x-forwarded-host",
      "x-forwarded-proto",
    ],
    ...["host", "origin", "cookie", "sec-fetch-site", "accept", "if-none-match", "range", "authorization"],
  ),
  headerValue,
);

/** A lone surrogate has no percent-encoding. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "?"));
}

describe("random nonsense", () => {
  const json = { "content-type": "application/json" };

  test.each([
    ["POST", "/api/v2/artifacts"],
    ["PUT", "/api/v2/artifacts/{id}"],
    ["PATCH", "/api/v2/artifacts/{id}"],
    ["POST", "/api/v2/artifacts/{id}/clone"],
    ["PATCH", "/api/v2/artifacts/{id}/sharedRoles"],
  ])("as the body of %s %s is never a 5xx", { timeout: patience }, async (method, url) => {
    const { id } = artifactIn(await api.call("POST", "/api/v2/artifacts", { token, body: makeDocument() }));
    await fc.assert(
      fc.asyncProperty(body, async (raw) => {
        const reply = await api.call(method, url.replace("{id}", id), { token, raw, headers: json });
        expect(reply.status, reply.text).toBeLessThan(500);
      }),
      { numRuns },
    );
  });

  test("in path and query is never a 5xx", { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(path, query, async (target, search) => {
        const reply = await api.call(target.method, `${target.path}?${search}`, { token });
        expect(reply.status, reply.text).toBeLessThan(500);
      }),
      { numRuns },
    );
  });

  test("in headers is never a 5xx", { timeout: patience }, async () => {
    await fc.assert(
      fc.asyncProperty(path, headers, body, async (target, sent, raw) => {
        const content = target.method === "GET" ? {} : { raw };
        const reply = await api.call(target.method, target.path, { token, ...content, headers: sent });
        expect(reply.status, reply.text).toBeLessThan(500);
      }),
      { numRuns },
    );
  });
});
