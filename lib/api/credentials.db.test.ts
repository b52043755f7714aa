import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { database } from "#lib/store/database";
import { makeOrganization, makePerson, type TestPerson } from "#lib/testing/actors";
import { makeContainer, makeDocument } from "#lib/testing/factories";
import { serveApi } from "#lib/testing/server";

const api = serveApi();
let administrator: TestPerson;
let ana: TestPerson;
let ben: TestPerson;
beforeAll(async () => {
  ({ administrator } = await makeOrganization());
  ana = await makePerson(administrator.organizationId);
  ben = await makePerson(administrator.organizationId);
});

const secret = "s3cret-value-of-a-test";
const known = z.object({ credentialId: z.string(), name: z.string() });
const list = z.object({ data: z.array(known), totalCount: z.int(), next: z.string().nullable() });
const post = ({ token }: TestPerson, body: object) =>
  api.call("POST", "/api/v2/credentials/", { token, body });
const get = ({ token }: TestPerson, path: string) =>
  api.call("GET", `/api/v2/credentials/${path}`, { token });

let made = 0;
async function make(person: TestPerson, fields: object = {}) {
  made += 1;
  const body = { name: `web/KEY_${made}`, credentialType: "api_token", apiToken: secret, ...fields };
  const answer = await post(person, body);
  expect(answer.status, answer.text).toBe(201);
  return known.parse(answer.json);
}

describe("a credential", () => {
  test("is made as the command line makes it, and its value is never answered or stored as it is", async () => {
    const { credentialId, name } = await make(ana);
    const one = await get(ana, `${credentialId}/`);
    expect(one.json).toEqual({
      credentialId,
      name,
      credentialType: "api_token",
      description: "",
      creationDate: expect.stringMatching(/Z$/),
      visibility: "private",
    });
    const patched = await api.call("PATCH", `/api/v2/credentials/${credentialId}/`, {
      token: ana.token,
      body: { apiToken: `${secret}2`, description: "of the CI" },
    });
    expect(patched.json).toMatchObject({ credentialId, description: "of the CI" });
    const all = await get(ana, "?limit=200");
    for (const { text } of [one, patched, all]) expect(text).not.toContain(secret);
    const rows = await database.$queryRawUnsafe<{ row: string }[]>(
      `SELECT t::text AS row FROM credential t UNION ALL SELECT encode(sealed, 'escape') FROM credential_value
       UNION ALL SELECT t::text FROM audit_entry t UNION ALL SELECT t::text FROM idempotency_key t`,
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.filter(({ row }) => row.includes(secret))).toEqual([]);
    const gone = await api.call("DELETE", `/api/v2/credentials/${credentialId}/`, { token: ana.token });
    expect(gone.status).toBe(204);
    const missing = await get(ana, `${credentialId}/`);
    expect([missing.status, missing.json]).toEqual([404, { message: "Credential not found" }]);
  });

  test("has a name of its own in the organization, whoever made the other", async () => {
    const { name, credentialId } = await make(ana);
    const answer = await post(ben, { name, credentialType: "bearer", token: "x" });
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({ message: "credential name already exists" });
    const other = await make(ana);
    const path = `/api/v2/credentials/${other.credentialId}`;
    const rename = (to: string) => api.call("PATCH", path, { token: ana.token, body: { name: to } });
    expect((await rename(name)).status).toBe(409);
    expect((await rename(other.name)).status).toBe(200);
    await api.call("DELETE", `/api/v2/credentials/${credentialId}`, { token: ana.token });
    expect((await rename(name)).status).toBe(200);
    const elsewhere = (await makeOrganization()).administrator;
    expect(await make(elsewhere, { name })).toMatchObject({ name });
  });

  test("is refused at the place that is wrong, in the envelope of the public API", async () => {
    const answer = await post(ana, { name: "x", credentialType: "basic", user: "u", apiToken: secret });
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({
      message: "password: Is required",
      issues: [
        { path: "password", loc: ["body", "password"] },
        { path: "apiToken", message: 'There is no field "apiToken" here' },
      ],
    });
    expect(answer.text).not.toContain(secret);
  });
});

describe("the list", () => {
  test("has pages longer than others, types and names", async () => {
    const person = (await makeOrganization()).administrator;
    await make(person, { name: "first" });
    await make(person, { name: "second", credentialType: "bearer", apiToken: undefined, token: "x" });
    const third = { credentialType: "basic", apiToken: undefined, user: "u", password: "x" };
    await make(person, { name: "third", ...third });
    const named = async (query: string) =>
      list.parse((await get(person, query)).json).data.map(({ name }) => name);
    expect(await named("?limit=200")).toEqual(["third", "second", "first"]);
    expect(await named("?types=basic&types=bearer")).toEqual(["third", "second"]);
    expect(await named("?search=IR")).toEqual(["third", "first"]);
    const page = list.parse((await get(person, "?limit=2")).json);
    expect(page).toMatchObject({ totalCount: 3, next: expect.stringContaining("offset=2") });
    expect(await named("?limit=2&offset=2")).toEqual(["first"]);
    expect((await get(person, "?limit=1001")).status).toBe(422);
    expect((await get(person, "?types=nonsense")).status).toBe(422);
  });

  test("is of one's own and the organization's; administrators manage all but use no one else's", async () => {
    const hers = await make(ana, { name: "hers" });
    const ours = await make(ana, { name: "ours", visibility: "organization" });
    const ids = async (person: TestPerson, query = "") =>
      list.parse((await get(person, `?limit=200${query}`)).json).data.map((one) => one.credentialId);
    expect(await ids(ana)).toEqual(expect.arrayContaining([hers.credentialId, ours.credentialId]));
    expect(await ids(ben)).toContain(ours.credentialId);
    expect(await ids(ben)).not.toContain(hers.credentialId);
    expect(await ids(administrator)).toContain(hers.credentialId);
    expect(await ids(administrator, "&usable=true")).not.toContain(hers.credentialId);
    expect((await get(ben, hers.credentialId)).status).toBe(404);
    const path = `/api/v2/credentials/${ours.credentialId}`;
    const refused = await api.call("DELETE", path, { token: ben.token });
    expect([refused.status, refused.json]).toEqual([
      403,
      { message: "Only its owner and administrators may change this credential" },
    ]);
    const change = { token: administrator.token, body: { apiToken: "rotated" } };
    expect((await api.call("PATCH", path, change)).status).toBe(200);
  });
});

describe("in an artifact", () => {
  const variable = (drCredentialId: string, key = "apiToken") => ({
    ...{ source: "dr-credential", name: "KEY", drCredentialId, key },
  });
  const naming = (...variables: object[]) =>
    makeDocument({
      spec: { containerGroups: [{ containers: [makeContainer({ environmentVars: variables })] }] },
    });
  const at = "spec.containerGroups[0].containers[0].environmentVars";
  const create = ({ token }: TestPerson, body: object) =>
    api.call("POST", "/api/v2/artifacts", { token, body });
  const unusable = (index: number) => ({
    detail: [{ path: `${at}[${index}].drCredentialId`, message: "There is no such credential" }],
  });

  test("one's own and the organization's may be named, another's and another organization's not", async () => {
    const hers = await make(ana);
    const ours = await make(ana, { visibility: "organization" });
    const theirs = await make((await makeOrganization()).administrator, { visibility: "organization" });
    const plain = { name: "LEVEL", value: "debug" };
    const named = [variable(ours.credentialId), plain, variable(hers.credentialId)].map((one, index) => ({
      ...one,
      name: `V${index}`,
    }));
    expect((await create(ana, naming(...named))).status).toBe(201);
    const answer = await create(ben, naming(...named));
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject(unusable(2));
    expect((await create(administrator, naming(...named))).status).toBe(422);
    expect((await create(ana, naming(variable(theirs.credentialId)))).json).toMatchObject(unusable(0));
  });

  test("only by a key that its type has", async () => {
    const ours = await make(ana);
    const answer = await create(ana, naming(variable(ours.credentialId, "password")));
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({
      detail: [{ path: `${at}[0].key`, message: expect.stringContaining("it has apiToken") }],
    });
  });

  test("an id that no credential has may be written down: documents come before their credentials", async () => {
    expect((await create(ben, naming(variable("66f1a2b3c4d5e6f708192a3b")))).status).toBe(201);
  });

  test("what was in a draft stays, whoever saves it; PATCH, PUT and clone ask alike", async () => {
    const hers = await make(ana);
    const mine = await make(ben);
    const draft = z
      .object({ id: z.string() })
      .parse((await create(ana, naming(variable(hers.credentialId)))).json);
    const share = {
      operation: "updateRoles",
      roles: [ana, ben].map(({ email }) => ({ shareRecipientType: "user", username: email, role: "OWNER" })),
    };
    const repositoryOf = z.object({ artifactRepositoryId: z.string() });
    const seen = await api.call("GET", `/api/v2/artifacts/${draft.id}`, { token: ana.token });
    const { artifactRepositoryId } = repositoryOf.parse(seen.json);
    const shared = await api.call(
      "PATCH",
      `/api/v2/artifactRepositories/${artifactRepositoryId}/sharedRoles`,
      {
        token: ana.token,
        body: share,
      },
    );
    expect(shared.status, shared.text).toBe(204);
    const save = (method: "PATCH" | "PUT", ...variables: object[]) =>
      api.call(method, `/api/v2/artifacts/${draft.id}`, { token: ben.token, body: naming(...variables) });
    const both = [variable(hers.credentialId), { ...variable(mine.credentialId), name: "MINE" }];
    expect((await save("PATCH", ...both)).status).toBe(200);
    const clone = await api.call("POST", `/api/v2/artifacts/${draft.id}/clone`, {
      token: ben.token,
      body: { name: "copy" },
    });
    expect(clone.status, clone.text).toBe(200);
    expect((await save("PUT", { name: "LEVEL", value: "debug" })).status).toBe(200);
    for (const method of ["PATCH", "PUT"] as const) {
      const answer = await save(method, ...both);
      expect(answer.status).toBe(422);
      expect(answer.json).toMatchObject(unusable(0));
    }
  });
});
