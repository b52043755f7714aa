import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { lockArtifact } from "#lib/operations/artifact-locks";
import { setArtifactTags } from "#lib/operations/artifacts";
import { createGroup } from "#lib/operations/groups";
import { runOperation } from "#lib/operations/operation";
import { deleteRepository } from "#lib/operations/repositories";
import { actorOf, makeOrganization, makePerson, type TestOrganization } from "#lib/testing/actors";
import { callerOf, grant, makeDocument } from "#lib/testing/factories";
import { artifactIn, pathsIn, serveApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
let token: string;
beforeEach(async () => {
  organization = await makeOrganization();
  token = organization.administrator.token;
});

const found = z.object({
  count: z.int(),
  data: z.array(
    z.looseObject({
      kind: z.string(),
      id: z.string(),
      name: z.string(),
      repositoryName: z.string().nullable(),
    }),
  ),
});

const make = async (name: string, fields = {}) =>
  artifactIn(await api.call("POST", "/api/v2/artifacts", { token, body: makeDocument({ name, ...fields }) }));
const get = (query: string, as = token) => api.call("GET", `/api/v2/search?${query}`, { token: as });
const search = async (q: string, as = token) =>
  found.parse((await get(`q=${encodeURIComponent(q)}`, as)).json).data;
const lines = async (q: string, as = token) =>
  (await search(q, as)).map(({ kind, name }) => `${kind} ${name}`);
const administrator = async () => callerOf(await actorOf(organization.administrator));

describe("what is found", () => {
  test("repositories and artifacts by name, whole, begun, by a word and by a part, in this order", async () => {
    for (const name of ["xclaimsx", "my claims", "claims-agent", "claims", "other"]) await make(name);
    expect(await lines("Claims")).toEqual(
      ["claims", "claims-agent", "my claims", "xclaimsx"].flatMap((name) => [
        `repository ${name}`,
        `artifact ${name}`,
      ]),
    );
    expect(await lines("my cla")).toEqual(
      expect.arrayContaining(["artifact my claims", "repository my claims"]),
    );
    expect(await lines("cl")).toEqual(expect.arrayContaining(["repository claims", "artifact claims-agent"]));
    expect(await lines("nothing")).toEqual([]);
    expect(await lines("")).toEqual([]);
    expect(await lines("%")).toEqual([]);
  });

  test("by description, id and the beginning of the id", async () => {
    const { id } = await make("web", { description: "Reads scanned policies" });
    await make("other");
    expect(await lines("scanned")).toContain("artifact web");
    expect((await search(id))[0]).toMatchObject({ kind: "artifact", id });
    expect((await search(id.slice(0, 20))).map((one) => one.id)).toContain(id);
  });

  test("by digest and by tag", async () => {
    const { id } = await make("web");
    const locked = await runOperation(lockArtifact, await administrator(), { id });
    const digest = locked.specDigest ?? "";
    await make("other", {
      spec: { containerGroups: [{ containers: [{ imageUri: "other:1", port: 8081 }] }] },
    });
    for (const text of [digest.slice(0, 12), digest, `${digest.slice(0, 4)}…${digest.slice(-4)}`])
      expect(
        (await search(text)).map((one) => one.id),
        text,
      ).toEqual([id]);
    await runOperation(setArtifactTags, await administrator(), {
      id,
      tags: [{ name: "team", value: "Underwriting" }],
    });
    for (const text of ["team", "team=under", "underwriting"])
      expect(await search(text), text).toMatchObject([{ id, tag: "team=Underwriting" }]);
  });

  test("a version of a repository by its name and number", async () => {
    const first = await make("claims-agent", { status: "locked" });
    const second = await make("second", {
      status: "locked",
      artifactRepositoryId: first.artifactRepositoryId,
    });
    for (const text of ["claims v2", "claims-agent 2", "Claims-Agent V2"])
      expect((await search(text))[0], text).toMatchObject({ id: second.id, repositoryName: "claims-agent" });
    expect((await search("claims 1"))[0]).toMatchObject({ id: first.id });
  });

  test("people and groups, by administrators", async () => {
    const person = await makePerson(organization.id);
    await runOperation(createGroup, await administrator(), { name: "Underwriters", memberIds: [person.id] });
    expect(await lines(person.email)).toHaveLength(1);
    expect(await lines("underwr")).toEqual(["group Underwriters"]);
    expect(await lines(person.email, person.token)).toEqual([]);
    expect(await lines("underwr", person.token)).toEqual([]);
  });

  test("at most as many as asked for, and nothing for what is no question", async () => {
    for (const name of ["web-1", "web-2", "web-3"]) await make(name);
    expect(found.parse((await get("q=web&limit=4")).json).count).toBe(4);
    expect(pathsIn(await get("q=web&limit=51"))).toEqual(["limit"]);
    expect(pathsIn(await get(`q=${"x".repeat(101)}`))).toEqual(["q"]);
  });
});

describe("what is not found", () => {
  test("another organization's things, and what is not shared", async () => {
    const { id, artifactRepositoryId } = await make("secret-plan", {
      status: "locked",
      description: "hidden words",
    });
    await runOperation(setArtifactTags, await administrator(), {
      id,
      tags: [{ name: "team", value: "hush" }],
    });
    const digest = artifactIn(await api.call("GET", `/api/v2/artifacts/${id}`, { token })).specDigest ?? "";
    const outsider = await makePerson(organization.id);
    const stranger = (await makeOrganization()).administrator;
    for (const asker of [outsider, stranger]) {
      for (const text of [
        "secret",
        "hidden",
        "secret 1",
        id,
        artifactRepositoryId,
        digest,
        "team=hush",
        "hush",
        "se",
      ])
        expect(await search(text, asker.token), text).toEqual([]);
    }
  });

  test("the name of a repository in which only one artifact is shared", async () => {
    const { id } = await make("secret-plan", { status: "locked" });
    const { artifactRepositoryId } = artifactIn(await api.call("GET", `/api/v2/artifacts/${id}`, { token }));
    const shared = await make("shared", { artifactRepositoryId, status: "locked" });
    const reader = await makePerson(organization.id);
    await grant(organization.id, { artifactId: shared.id }, reader, "USER");
    await make("later");
    expect(await search("shared", reader.token)).toMatchObject([{ id: shared.id, repositoryName: null }]);
    for (const text of ["secret", "secret-plan 2"])
      expect(await search(text, reader.token), text).toEqual([]);
  });

  test("what was deleted", async () => {
    const { artifactRepositoryId: id } = await make("gone");
    await runOperation(deleteRepository, await administrator(), { id });
    expect(await search("gone")).toEqual([]);
  });
});
