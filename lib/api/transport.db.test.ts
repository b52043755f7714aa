import { connect } from "node:net";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createEnvironment } from "#lib/operations/execution-environments";
import { runOperation } from "#lib/operations/operation";
import { deactivatePerson } from "#lib/operations/people";
import { updateSettings } from "#lib/operations/workload-replacements";
import { newId } from "#lib/store/ids";
import {
  actorOf,
  makeOrganization,
  makePerson,
  makeToken,
  openBrowserSession,
  type TestOrganization,
} from "#lib/testing/actors";
import { makeBuild } from "#lib/testing/builds";
import {
  callerOf,
  makeArtifact,
  makeCredential,
  makeDocument,
  makeSource,
  makeWorkload,
} from "#lib/testing/factories";
import { pathsIn, serveApi } from "#lib/testing/server";
import { makeTrace } from "#lib/testing/traces";
import { prefix, routes } from "./routes";

const api = serveApi();
let organization: TestOrganization;
let token: string;
let artifactId: string;
let source: Awaited<ReturnType<typeof makeSource>>;
beforeAll(async () => {
  organization = await makeOrganization();
  token = organization.administrator.token;
  artifactId = (await makeArtifact(await administrator())).id;
  source = await makeSource(await administrator());
});

const administrator = () => actorOf(organization.administrator);
const makeOther = async () => (await makeArtifact(await administrator())).id;

/** What paths name that is neither an artifact nor its source. */
async function idsFor(path: string): Promise<Record<string, string>> {
  if (path.includes("{buildId}")) return { ...(await makeBuild(await administrator())) };
  if (/\/workloads?\/\{id\}/.test(path)) return idsOfWorkload();
  if (path.includes("credentials")) return { id: (await makeCredential(await administrator())).id };
  if (!path.includes("executionEnvironments")) return {};
  const environment = await runOperation(createEnvironment, callerOf(await administrator()), {
    name: newId(),
    programmingLanguage: "python",
    version: { label: "1", baseImage: "python:3" },
  });
  return { id: environment.id, versionId: environment.latestVersion?.id ?? "" };
}

/** One that is being replaced. */
async function idsOfWorkload() {
  const actor = await administrator();
  const { id: locked } = await makeArtifact(actor, { status: "locked" });
  const { id, activeProtonId } = await makeWorkload(actor, locked, newId());
  await runOperation(updateSettings, callerOf(actor), { id, settings: { runtime: {} } });
  return { id, protonId: activeProtonId ?? "", metric: "totalRequests", traceId: await makeTrace(id) };
}

const queries = [
  ["/next-match", "?text=error"],
  ["/stats", "?endTime=2100-01-01T00:00:00Z"],
  ["/{metric}", "?endTime=2100-01-01T00:00:00Z"],
  ["/matches", "?text=error"],
  ["/file", "?fileName=Dockerfile"],
  ["/imageFacts", "?reference=registry.example/app:1"],
] as const;

const get = (path: string, headers = {}) => api.call("GET", path, { token, headers });
const json = { "content-type": "application/json" };

describe("paths", () => {
  const gets = routes.filter(({ method }) => method === "GET").map(({ path }) => `/api/v2${path}`);

  test.each([...gets, "/version", "/openapi.yaml", "/api/v2/openapi.yaml"])(
    "%s is served with and without a slash, never by a redirect",
    async (path) => {
      const repository = z
        .object({ artifactRepositoryId: z.string() })
        .parse((await get(`/api/v2/artifacts/${artifactId}`)).json);
      const id = path.includes("Repositories") ? repository.artifactRepositoryId : artifactId;
      const names: Record<string, string> = { ...source, id, ...(await idsFor(path)) };
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => names[name] ?? "");
      const query = path.endsWith("/comparisons")
        ? `?ids=${artifactId}&ids=${await makeOther()}`
        : (queries.find(([end]) => path.endsWith(end))?.[1] ?? "");
      const [without, withSlash] = [await get(`${url}${query}`), await get(`${url}/${query}`)];
      // What has not begun has no details yet.
      const status = path.endsWith("/statusDetails") ? 204 : 200;
      expect([without.status, withSlash.status]).toEqual([status, status]);
      expect(withSlash.text).toBe(without.text);
    },
  );

  test.each([
    "/api/v2",
    "/api/v2/nothing",
    "/api/v2/artifacts/x/y/z",
    "/api/v3/artifacts",
    "/api/v2/Artifacts",
    "/api",
  ])("%s is a 404 in JSON", async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, json: { detail: "There is no such route" } });
  });

  test.each([
    ["PUT", "/api/v2/artifacts", "GET, POST, HEAD"],
    ["POST", "/api/v2/artifactRepositories/", "GET, HEAD"],
    ["DELETE", "/version/", "GET, HEAD"],
    ["GET", `/api/v2/artifacts/x/lock`, "POST"],
    ["OPTIONS", "/api/v2/artifacts/x/sharedRoles", "GET, PATCH, HEAD"],
  ])("%s %s is a 405 that allows %s", async (method, path, allow) => {
    const reply = await api.call(method, path, { token });
    expect(reply).toMatchObject({ status: 405, headers: { allow } });
    expect(reply.json).toMatchObject({ detail: expect.stringContaining(method) });
  });

  test.each([
    "%2F",
    "..%2F..",
    "a%2Fb",
    "%00",
    "%ff",
    "%",
    "%zz",
    "x".repeat(5000),
    "%F0%9F%98%80",
    "..",
    "*",
    "'",
  ])("an id like %.20s is unknown or refused", async (id) => {
    for (const path of [`artifacts/${id}`, `artifactRepositories/${id}`, `artifacts/${id}/sharedRoles`])
      expect([404, 422]).toContain((await get(`/api/v2/${path}`)).status);
  });

  test("HEAD answers like GET, without a body", async () => {
    const reply = await api.call("HEAD", "/version", { token });
    expect(reply).toMatchObject({ status: 200, text: "" });
  });
});

describe("bodies", () => {
  const post = (sent: object) => api.call("POST", "/api/v2/artifacts", { token, ...sent });

  test.each([
    ["{", "The body is not JSON"],
    ['{"name":"x",}', "The body is not JSON"],
    ["[".repeat(1000), "nested deeper"],
    [Buffer.from([0xff]), "not UTF-8"],
  ])("%s is a 400", async (raw, words) => {
    const reply = await post({ raw, headers: json });
    expect(reply).toMatchObject({ status: 400, json: { detail: expect.stringContaining(words) } });
  });

  test("a field given twice is refused at its place, and so is one named like a prototype", async () => {
    expect(pathsIn(await post({ raw: '{"name":"a","name":"b"}', headers: json }))).toEqual(["name"]);
    const raw = JSON.stringify(makeDocument()).replace("{", '{"__proto__":{"name":"x"},');
    expect(pathsIn(await post({ raw, headers: json }))).toEqual(["__proto__"]);
  });

  test("over 5 MB is a 413", async () => {
    const reply = await post({ body: makeDocument({ description: "x".repeat(5 * 1024 * 1024) }) });
    expect(reply.status).toBe(413);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "nonsense"])(
    "a body of %s is a 415, no body is fine",
    async (type) => {
      const headers = { "content-type": type };
      expect((await post({ raw: JSON.stringify(makeDocument()), headers })).status).toBe(415);
      const lock = await api.call("POST", `/api/v2/artifacts/${artifactId}/lock?dryRun=true`, {
        token,
        headers,
      });
      expect(lock.status).toBe(200);
    },
  );

  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "application/merge-patch+json",
    "APPLICATION/JSON",
  ])("%s is JSON", async (type) => {
    const raw = JSON.stringify(makeDocument());
    expect((await post({ raw, headers: { "content-type": type } })).status).toBe(201);
  });

  test.each(["", "null", " "])(
    "a body %j on GET, DELETE and POST without one is passed over",
    async (raw) => {
      const dryRun = await api.call("POST", `/api/v2/artifacts/${artifactId}/lock/?dryRun=true`, {
        token,
        raw,
        headers: json,
      });
      expect(dryRun.status).toBe(200);
      expect((await api.call("GET", "/api/v2/version/", { token, raw, headers: json })).status).toBe(200);
      const remove = await api.call("DELETE", "/api/v2/artifacts/unknown/", { token, raw, headers: json });
      expect(remove).toMatchObject({ status: 404, json: { detail: "Artifact not found" } });
    },
  );

  test("what is not HTTP is a 400 and the server goes on", async () => {
    const { hostname, port } = new URL(api.origin);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.end("NONSENSE\r\n\r\n"));
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("error", reject);
      socket.on("close", () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect((await get("/version")).status).toBe(200);
  });
});

describe("headers", () => {
  test("every answer has a request id, the client's own if it is well-formed", async () => {
    expect((await get("/version", { "x-request-id": "client-1" })).headers["x-request-id"]).toBe("client-1");
    for (const sent of ["with space", "x".repeat(200), "é"]) {
      const { headers } = await get("/api/v2/nothing", { "x-request-id": sent });
      expect(headers["x-request-id"]).toMatch(/^[\da-f-]{36}$/);
    }
  });

  test("an idle connection outlives those of the proxies in front of us", async () => {
    const reply = await get("/version", { connection: "keep-alive" });
    expect(reply.headers["keep-alive"]).toBe("timeout=72");
  });

  test("answers are JSON and kept by nobody", async () => {
    for (const path of ["/api/v2/artifacts", "/api/v2/nothing", "/version"])
      expect((await get(path)).headers).toMatchObject({
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
      });
  });

  test("the OpenAPI document is public", async () => {
    const reply = await api.call("GET", "/openapi.yaml");
    expect(reply).toMatchObject({
      status: 200,
      headers: { "content-type": "application/yaml; charset=utf-8" },
    });
    expect(parse(reply.text)).toMatchObject({ openapi: "3.1.0" });
  });
});

describe("who asks", () => {
  const badKey = { status: 401, json: { message: "Invalid API key" } };

  test.each(routes)("nobody gets anything from $method $path", async ({ method, path }) => {
    const url = `${prefix}${path.replace("{id}", artifactId)}`;
    expect(await api.call(method, url)).toMatchObject(badKey);
    expect(await api.call(method, url, { raw: "{", headers: json })).toMatchObject(badKey);
  });

  test.each(["Bearer", "Bearer ", "Bearer plm_wrong", "Basic dXNlcjpwYXNz", "", "Bearer a b", "plm_x"])(
    "authorization %j is a 401",
    async (authorization) => {
      const reply = await api.call("GET", "/version", { headers: { authorization } });
      expect(reply).toMatchObject(badKey);
      expect(reply.headers["www-authenticate"]).toBe("Bearer");
    },
  );

  test("a token in any case of Bearer; not an expired one, not one of the deactivated", async () => {
    const person = await makePerson(organization.id);
    const version = (authorization: string) => api.call("GET", "/version", { headers: { authorization } });
    for (const scheme of ["Bearer", "bearer", "BEARER "])
      expect((await version(`${scheme} ${person.token}`)).status).toBe(200);
    const expired = await makeToken(person.id, { expiresAt: new Date(Date.now() - 1000) });
    expect(await version(`Bearer ${expired}`)).toMatchObject(badKey);
    const administrator = callerOf(await actorOf(organization.administrator));
    await runOperation(deactivatePerson, administrator, { id: person.id });
    expect(await version(`Bearer ${person.token}`)).toMatchObject(badKey);
  });

  test("a read-only token reads and cannot write, not even by a key that was used before", async () => {
    const readOnly = await makeToken(organization.administrator.id, { readOnly: true });
    expect((await api.call("GET", "/api/v2/artifacts", { token: readOnly })).status).toBe(200);
    const body = makeDocument();
    const headers = { "idempotency-key": "shared" };
    expect((await api.call("POST", "/api/v2/artifacts", { token, body, headers })).status).toBe(201);
    for (const { method, path, errors } of routes.filter((route) => route.method !== "GET")) {
      const url = `${prefix}${path.replace("{id}", artifactId)}`;
      expect(await api.call(method, url, { token: readOnly, body, headers })).toMatchObject({
        status: 403,
        json: { [errors]: "This token is read-only" },
      });
    }
    const dryRun = `/api/v2/artifacts/${artifactId}/lock?dryRun=true`;
    expect((await api.call("POST", dryRun, { token: readOnly })).status).toBe(200);
  });

  test("a browser's session counts on our own pages only, and ends with its person", async () => {
    const person = await makePerson(organization.id);
    const cookie = await openBrowserSession(person);
    const ask = async (method: string, headers: object) =>
      (
        await api.call(method, "/api/v2/artifacts", {
          body: method === "POST" ? makeDocument() : undefined,
          headers: { cookie, ...headers },
        })
      ).status;
    expect(await ask("GET", { "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await ask("POST", { "sec-fetch-site": "same-origin" })).toBe(201);
    expect(await ask("GET", { "sec-fetch-site": "none" })).toBe(200);
    expect(await ask("POST", { "sec-fetch-site": "none" })).toBe(403);
    for (const site of ["cross-site", "same-site"])
      expect(await ask("POST", { "sec-fetch-site": site })).toBe(403);
    expect(await ask("POST", { origin: api.origin })).toBe(201);
    expect(await ask("POST", { origin: "https://evil.test" })).toBe(403);
    expect(await ask("GET", {})).toBe(403);
    const own = { "sec-fetch-site": "same-origin" };
    expect(await ask("GET", { ...own, authorization: "Bearer wrong" })).toBe(401);
    expect(await ask("GET", { ...own, cookie: cookie.replace(/=.{8}/, "=00000000") })).toBe(401);
    const administrator = callerOf(await actorOf(organization.administrator));
    await runOperation(deactivatePerson, administrator, { id: person.id });
    expect(await ask("GET", own)).toBe(401);
  });

  test("account and version say who it is", async () => {
    const { id, email } = organization.administrator;
    expect((await get("/api/v2/account/info/")).json).toMatchObject({
      uid: id,
      email,
      username: email,
      firstName: "Ada",
      orgId: organization.id,
      tenantId: null,
      limits: { maxConcurrentWorkloads: 0, maxWorkloadReplicas: 0 },
    });
    expect((await get("/version/")).json).toMatchObject({ major: 2 });
  });
});
