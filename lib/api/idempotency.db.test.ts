import { beforeAll, expect, test } from "vitest";
import { newId } from "#lib/store/ids";
import { makeOrganization, makePerson, type TestOrganization } from "#lib/testing/actors";
import { makeDocument } from "#lib/testing/factories";
import { artifactIn, listIn, pathsIn, serveApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
let token: string;
beforeAll(async () => {
  organization = await makeOrganization();
  token = organization.administrator.token;
});

const create = (key: string, body: unknown, as = token) =>
  api.call("POST", "/api/v2/artifacts", { token: as, body, headers: { "idempotency-key": key } });
const named = async (name: string) =>
  listIn(await api.call("GET", `/api/v2/artifacts?search=${name}`, { token })).totalCount;

test("a repeated request gets the first answer, whole, and does nothing", async () => {
  const name = newId();
  const first = await create("once", makeDocument({ name }));
  const again = await create("once", makeDocument({ name }));
  expect(again).toMatchObject({
    status: 201,
    text: first.text,
    headers: { etag: '"1"', "idempotency-replayed": "true" },
  });
  expect(first.headers["idempotency-replayed"]).toBeUndefined();
  expect(again.headers.location).toBe(first.headers.location);
  expect(await named(name)).toBe(1);
  const slash = { token, body: makeDocument({ name }), headers: { "idempotency-key": "once" } };
  expect((await api.call("POST", "/api/v2/artifacts/", slash)).text).toBe(first.text);
});

test("ten at once with one key make one artifact and get one answer", async () => {
  const name = newId();
  const replies = await Promise.all(
    Array.from({ length: 10 }, () => create("at once", makeDocument({ name }))),
  );
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  expect(replies.filter(({ headers }) => headers["idempotency-replayed"] === undefined)).toHaveLength(1);
  expect(await named(name)).toBe(1);
});

test("a key belongs to one request of one person", async () => {
  await create("mine", makeDocument());
  expect(pathsIn(await create("mine", makeDocument({ name: "different" })))).toEqual(["Idempotency-Key"]);
  const colleague = await makePerson(organization.id);
  expect((await create("mine", makeDocument({ name: "different" }), colleague.token)).status).toBe(201);
});

test("what failed may be tried again with the same key", async () => {
  expect(pathsIn(await create("retry", { name: "x" }))).toEqual(["spec"]);
  const artifactRepositoryId = (await makeStranger()).artifactRepositoryId;
  expect((await create("retry", makeDocument({ artifactRepositoryId }))).status).toBe(404);
  expect((await create("retry", makeDocument())).status).toBe(201);
});

async function makeStranger() {
  const { administrator } = await makeOrganization();
  return artifactIn(
    await api.call("POST", "/api/v2/artifacts", { token: administrator.token, body: makeDocument() }),
  );
}

test("locks and clones can be repeated too; a dry run needs no key and takes none", async () => {
  const { id } = artifactIn(await create("for lock", makeDocument()));
  const act = (path: string, body?: unknown) =>
    api.call("POST", `/api/v2/artifacts/${id}/${path}`, {
      token,
      body,
      headers: { "idempotency-key": `act ${path}` },
    });
  expect((await act("lock?dryRun=true")).headers["idempotency-replayed"]).toBeUndefined();
  const locked = await act("lock");
  expect((await act("lock")).text).toBe(locked.text);
  const clone = await act("clone", { name: "copy" });
  expect((await act("clone", { name: "copy" })).text).toBe(clone.text);
  expect((await act("lock?dryRun=true")).status).toBe(403);
});

test.each(["", "x".repeat(256), "tab\there"])("%.10j is no key", async (key) => {
  const reply = await create(key, makeDocument());
  expect(pathsIn(reply)).toEqual(["Idempotency-Key"]);
  expect(reply.json).toMatchObject({ detail: [{ loc: ["header", "Idempotency-Key"] }] });
});
