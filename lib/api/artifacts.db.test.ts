import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { lockPreview } from "#lib/operations/artifact-locks";
import { newId } from "#lib/store/ids";
import { makeOrganization, makePerson, type TestOrganization } from "#lib/testing/actors";
import { grant, makeContainer, makeDocument } from "#lib/testing/factories";
import { artifactIn, pathsIn, type Reply, serveApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
let token: string;
beforeEach(async () => {
  organization = await makeOrganization();
  token = organization.administrator.token;
});

const samples = join(import.meta.dirname, "../testing/samples/specs");
const documents = readdirSync(samples).filter((name) => name !== "invalid.json");
const invalidCases = z
  .object({ cases: z.array(z.object({ mistake: z.string(), containers: z.unknown(), path: z.string() })) })
  .parse(JSON.parse(readFileSync(join(samples, "invalid.json"), "utf8"))).cases;

const create = (body: unknown) => api.call("POST", "/api/v2/artifacts/", { token, body });
const created = async (fields: Record<string, unknown> = {}) =>
  artifactIn(await create(makeDocument(fields)));
const get = (id: string) => api.call("GET", `/api/v2/artifacts/${id}`, { token });
const patch = (id: string, body: unknown, headers = {}) =>
  api.call("PATCH", `/api/v2/artifacts/${id}/`, { token, body, headers });
const lock = (id: string, body?: unknown) =>
  api.call("POST", `/api/v2/artifacts/${id}/lock`, { token, body });
const textIn = ({ json }: Reply) => z.object({ detail: z.string() }).parse(json).detail;

describe("the samples", () => {
  test.each(documents)(
    "%s is accepted, comes back equal and survives GET → PATCH unchanged",
    async (name) => {
      const document = parse(readFileSync(join(samples, name), "utf8"));
      const artifact = artifactIn(await create(document));
      expect(artifact).toMatchObject(document);
      expect(artifactIn(await get(artifact.id))).toEqual(artifact);
      expect(artifactIn(await patch(artifact.id, { spec: artifact.spec }))).toEqual(artifact);
      const replaced = await api.call("PUT", `/api/v2/artifacts/${artifact.id}/`, { token, body: artifact });
      expect(artifactIn(replaced)).toEqual(artifact);
    },
  );

  test.each(invalidCases)("$mistake is a 422 at its place, in both shapes", async ({ containers, path }) => {
    const spec = { containerGroups: [{ containers }] };
    const draft = await created();
    for (const reply of [await create(makeDocument({ spec })), await patch(draft.id, { spec })]) {
      expect(pathsIn(reply)).toContain(path);
      expect(reply.json).toMatchObject({ detail: expect.arrayContaining([itemAt(path)]) });
    }
  });

  function itemAt(path: string) {
    const loc = ["body", ...path.split(/\.|\[|\]\.?/).filter(Boolean)].map((part) =>
      /^\d+$/.test(part) ? Number(part) : part,
    );
    const text = expect.any(String);
    return { path, message: text, code: text, loc, msg: text, type: text };
  }
});

describe("creating", () => {
  test("the smallest document, with every default, its own repository and creator", async () => {
    const reply = await create({
      name: "x",
      spec: { containerGroups: [{ containers: [{ imageUri: "i:1", port: 8080 }] }] },
    });
    const artifact = artifactIn(reply);
    expect(reply.status).toBe(201);
    expect(reply.headers).toMatchObject({ etag: '"1"', location: `/api/v2/artifacts/${artifact.id}` });
    const { id, email } = organization.administrator;
    expect(artifact).toMatchObject({
      description: "",
      type: "service",
      status: "draft",
      version: null,
      creator: { id, email, username: email, userhash: null },
      tags: [],
      permissions: ["*"],
      spec: {
        type: "service",
        containerGroups: [{ name: "default", containers: [{ name: "primary", primary: true }] }],
      },
    });
    expect(artifact.id).toMatch(/^[0-9a-f]{24}$/);
    expect(artifact.artifactRepositoryId).toMatch(/^[0-9a-f]{24}$/);
  });

  test("status locked gives a version at once", async () => {
    const artifact = await created({ status: "locked" });
    expect(artifact).toMatchObject({ status: "locked", version: 1 });
    const { artifactRepositoryId } = artifact;
    expect(await created({ status: "locked", artifactRepositoryId })).toMatchObject({
      version: 2,
      artifactRepositoryId,
    });
  });

  test("a new repository id is taken, a malformed one and one of another type are a 422", async () => {
    const artifactRepositoryId = newId();
    expect(await created({ artifactRepositoryId })).toMatchObject({ artifactRepositoryId });
    expect(pathsIn(await create(makeDocument({ artifactRepositoryId: "nope" })))).toEqual([
      "artifactRepositoryId",
    ]);
    const other = makeDocument({ artifactRepositoryId, type: "nim" });
    expect(pathsIn(await create(other))).toEqual(["artifactRepositoryId"]);
  });

  test("a repository of somebody else, of this organization or another, is a 404", async () => {
    const stranger = (await makeOrganization()).administrator;
    const colleague = await makePerson(organization.id);
    const { artifactRepositoryId } = await created();
    for (const person of [stranger, colleague]) {
      const body = makeDocument({ artifactRepositoryId });
      const reply = await api.call("POST", "/api/v2/artifacts", { token: person.token, body });
      expect(reply).toMatchObject({ status: 404, json: { detail: "Artifact repository not found" } });
    }
  });

  test("a repository one may see and not change is a 403", async () => {
    const { artifactRepositoryId } = await created();
    const reader = await makePerson(organization.id);
    await grant(organization.id, { repositoryId: artifactRepositoryId }, reader, "USER");
    const body = makeDocument({ artifactRepositoryId });
    expect((await api.call("POST", "/api/v2/artifacts", { token: reader.token, body })).status).toBe(403);
  });

  test("ten at once with one new repository id make one repository of ten", async () => {
    const artifactRepositoryId = newId();
    const all = await Promise.all(Array.from({ length: 10 }, () => created({ artifactRepositoryId })));
    expect(new Set(all.map((artifact) => artifact.id)).size).toBe(10);
    const reply = await api.call("GET", `/api/v2/artifactRepositories/${artifactRepositoryId}`, { token });
    expect(reply.json).toMatchObject({ numArtifacts: 10, numDrafts: 10, lastVersionNumber: 0 });
  });

  test("every mistake of a document is reported at once", async () => {
    const containers = [makeContainer({ port: 80, replicas: 3 }), { name: "B", port: 1 }];
    const paths = pathsIn(await create({ spec: { containerGroups: [{ containers }] }, kind: "x" }));
    expect(paths).toEqual(
      expect.arrayContaining([
        "name",
        "kind",
        "spec.containerGroups[0].containers[0].port",
        "spec.containerGroups[0].containers[0].replicas",
        "spec.containerGroups[0].containers[1].name",
        "spec.containerGroups[0].containers[1].imageUri",
      ]),
    );
  });

  test("only an administrator loosens security", async () => {
    const containers = [makeContainer({ securityContext: { allowPrivilegeEscalation: true } })];
    const body = makeDocument({ spec: { containerGroups: [{ containers }] } });
    const member = await makePerson(organization.id);
    const reply = await api.call("POST", "/api/v2/artifacts", { token: member.token, body });
    expect(reply).toMatchObject({ status: 403, json: { detail: [{ code: "needs_administrator" }] } });
    artifactIn(await create(body));
  });
});

describe("changing", () => {
  test("PATCH changes what is there, null and absent leave alone, a spec replaces all groups", async () => {
    const draft = await created({ description: "old" });
    const renamed = artifactIn(await patch(draft.id, { name: "new", description: null, spec: null }));
    expect(renamed).toEqual({ ...draft, name: "new", revision: 2, updatedAt: renamed.updatedAt });
    expect(artifactIn(await patch(draft.id, { description: "" }))).toMatchObject({
      description: "",
      revision: 3,
    });
    const spec = {
      type: "nim",
      containerGroups: [{ name: "g", containers: [makeContainer({ name: "other" })] }],
    };
    const changed = artifactIn(await patch(draft.id, { spec, artifactRepositoryId: newId(), type: "nim" }));
    expect(changed).toMatchObject({ type: "service", artifactRepositoryId: draft.artifactRepositoryId });
    expect(changed.spec.containerGroups).toMatchObject([{ name: "g", containers: [{ name: "other" }] }]);
  });

  test("PATCH of nothing, `null` and `{}`, changes nothing, not even the revision", async () => {
    const draft = await created();
    for (const sent of [{ body: {} }, { raw: "null", headers: { "content-type": "application/json" } }, {}]) {
      const reply = await api.call("PATCH", `/api/v2/artifacts/${draft.id}`, { token, ...sent });
      expect(artifactIn(reply)).toEqual(draft);
    }
  });

  test("an unknown field of PATCH is reported without what the server calls its wrapper", async () => {
    const draft = await created();
    expect(pathsIn(await patch(draft.id, { replicas: 1, name: "" }))).toEqual(["name", "replicas"]);
    expect(pathsIn(await patch(draft.id, []))).toEqual([""]);
  });

  test("names that every JavaScript object inherits are ordinary names, of headers and of mistakes", async () => {
    const draft = await created();
    const headersOf = (httpHeaders: object) => ({
      spec: {
        containerGroups: [{ containers: [makeContainer({ readinessProbe: { path: "/", httpHeaders } })] }],
      },
    });
    for (const httpHeaders of [{}, { constructor: "0", toString: "1" }, { constructor: "2" }, {}]) {
      const { spec } = artifactIn(await patch(draft.id, headersOf(httpHeaders)));
      expect(spec.containerGroups[0]?.containers[0]?.readinessProbe?.httpHeaders).toEqual(httpHeaders);
    }
    const query = "/lock?dryRun=false";
    const mistaken = await api.call("POST", `/api/v2/artifacts/${draft.id}${query}`, {
      token,
      body: { constructor: 1 },
    });
    expect(mistaken.json).toMatchObject({ detail: [{ path: "constructor", loc: ["body", "constructor"] }] });
  });

  test("PUT replaces every field; type and repository stay", async () => {
    const draft = await created({ description: "old" });
    const put = (body: unknown) => api.call("PUT", `/api/v2/artifacts/${draft.id}`, { token, body });
    expect(artifactIn(await put(makeDocument({ name: "n" })))).toMatchObject({ name: "n", description: "" });
    expect(pathsIn(await put(makeDocument({ type: "agent" })))).toEqual(["type"]);
    expect(pathsIn(await put(makeDocument({ artifactRepositoryId: newId() })))).toEqual([
      "artifactRepositoryId",
    ]);
    expect(pathsIn(await put(undefined))).not.toEqual([]);
    expect(artifactIn(await put(makeDocument({ status: "locked" })))).toMatchObject({ version: 1 });
  });

  test("If-Match lets the revision through that it names and tells everybody else what is there now", async () => {
    const draft = await created();
    const first = await patch(draft.id, { name: "first" }, { "if-match": '"1"' });
    expect(first.headers.etag).toBe('"2"');
    const late = await patch(draft.id, { name: "late" }, { "if-match": '"1"' });
    expect(late).toMatchObject({
      status: 412,
      json: { current: { id: draft.id, name: "first", revision: 2 } },
    });
    for (const tag of ['"7", W/"2"', "*", '"4"'])
      artifactIn(await patch(draft.id, { name: `by ${tag}` }, { "if-match": tag }));
    const body = makeDocument();
    const stale = { token, headers: { "if-match": '"1"' } };
    expect((await api.call("PUT", `/api/v2/artifacts/${draft.id}`, { ...stale, body })).status).toBe(412);
    expect((await api.call("POST", `/api/v2/artifacts/${draft.id}/lock`, stale)).status).toBe(412);
    expect((await api.call("DELETE", `/api/v2/artifacts/${draft.id}`, stale)).status).toBe(412);
    expect((await patch(draft.id, { name: "x" }, { "if-match": "garbage" })).status).toBe(412);
  });

  test("of twenty changes based on one revision one is made", async () => {
    const draft = await created();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) => patch(draft.id, { name: `n${n}` }, { "if-match": '"1"' })),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)]);
  });
});

describe("locking", () => {
  test("by PATCH, by POST, with a reason, and never again", async () => {
    const [first, second] = [await created(), await created()];
    expect(artifactIn(await patch(first.id, { status: "locked", name: "final" }))).toMatchObject({
      name: "final",
      version: 1,
      permissions: ["*"],
    });
    const locked = artifactIn(await lock(second.id, { reason: "Release 4" }));
    expect(locked).toMatchObject({
      status: "locked",
      version: 1,
      specDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    for (const reply of [
      await lock(second.id),
      await patch(second.id, { status: "locked" }),
      await patch(second.id, {}),
    ])
      expect(reply).toMatchObject({
        status: 403,
        json: { detail: "Cannot update artifact: artifact is locked" },
      });
  });

  test("a body that says more than a reason is refused", async () => {
    const draft = await created();
    expect(pathsIn(await lock(draft.id, { revision: 1, version: 9 }))).toEqual(["version"]);
    expect(pathsIn(await lock(draft.id, { reason: 7 }))).toEqual(["reason"]);
    artifactIn(await lock(draft.id, {}));
  });

  test("dryRun says what would happen and does nothing", async () => {
    const before = await created({ status: "locked" });
    const draft = await created({ artifactRepositoryId: before.artifactRepositoryId });
    const dryRun = (value: string) =>
      api.call("POST", `/api/v2/artifacts/${draft.id}/lock?dryRun=${value}`, { token });
    const preview = lockPreview.parse((await dryRun("true")).json);
    expect(preview).toMatchObject({
      version: 2,
      problems: [],
      specDigest: before.specDigest,
      equalVersions: [{ id: before.id, version: 1 }],
      warnings: [{ code: "no_readiness_probe" }, { code: "tag_not_resolved" }],
    });
    expect(artifactIn(await get(draft.id))).toEqual(draft);
    expect(pathsIn(await dryRun("yes"))).toEqual(["dryRun"]);
    expect((await dryRun("yes")).json).toMatchObject({ detail: [{ loc: ["query", "dryRun"] }] });
    expect(artifactIn(await dryRun("false"))).toMatchObject({ version: 2, specDigest: before.specDigest });
  });

  test("before the build it is refused in the contract's words, with the place beside them", async () => {
    const containers = [{ name: "web", port: 8080, primary: true, imageBuildConfig: {} }];
    const draft = await created({ spec: { containerGroups: [{ containers }] } });
    const words =
      "Cannot lock artifact: imageBuildConfig is set but imageUri is not populated. Trigger and complete an image build before locking.";
    const path = "spec.containerGroups[0].containers[0].imageUri";
    for (const reply of [await lock(draft.id), await patch(draft.id, { status: "locked" })]) {
      expect(reply.status).toBe(422);
      expect(textIn(reply)).toBe(words);
      expect(reply.json).toMatchObject({ issues: [{ path, code: "unbuilt" }] });
    }
    const preview = await api.call("POST", `/api/v2/artifacts/${draft.id}/lock?dryRun=true`, { token });
    expect(lockPreview.parse(preview.json).problems).toMatchObject([{ path }]);
    expect(artifactIn(await get(draft.id))).toMatchObject({ status: "draft", version: null });
  });
});

describe("cloning and deleting", () => {
  test("a clone is a draft of the same repository that remembers its parent", async () => {
    const parent = await created({ status: "locked", description: "d" });
    const reply = await api.call("POST", `/api/v2/artifacts/${parent.id}/clone/`, {
      token,
      body: { name: "copy" },
    });
    expect(reply.status).toBe(200);
    const { artifactRepositoryId, spec } = parent;
    expect(artifactIn(reply)).toMatchObject({
      name: "copy",
      status: "draft",
      version: null,
      parentId: parent.id,
      artifactRepositoryId,
      spec,
    });
    const clone = (body: unknown) =>
      api.call("POST", `/api/v2/artifacts/${parent.id}/clone`, { token, body });
    expect(pathsIn(await clone(undefined))).toEqual(["name"]);
    expect(pathsIn(await clone({ name: "x", spec: {} }))).toEqual(["spec"]);
    expect(pathsIn(await clone("text"))).toEqual([""]);
  });

  test("a draft goes, with whatever body the client sends along; a locked one stays and says why", async () => {
    const remove = (id: string, sent = {}) =>
      api.call("DELETE", `/api/v2/artifacts/${id}/`, { token, ...sent });
    const json = { "content-type": "application/json" };
    for (const sent of [{}, { raw: "null", headers: json }, { raw: "", headers: json }, { body: {} }]) {
      const draft = await created();
      expect((await remove(draft.id, sent)).status).toBe(204);
      expect((await get(draft.id)).status).toBe(404);
      expect((await remove(draft.id, sent)).status).toBe(404);
    }
    const locked = await created({ status: "locked", name: "keep" });
    const refused = await remove(locked.id);
    expect(refused).toMatchObject({
      status: 409,
      json: { blockers: [{ kind: "artifact", id: locked.id, name: "keep (version 1)" }] },
    });
    expect(textIn(refused)).toMatch(/^Cannot delete artifact: /);
  });
});
