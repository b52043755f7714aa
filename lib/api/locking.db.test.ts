import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { makeOrganization, type TestOrganization } from "#lib/testing/actors";
import { makeDocument } from "#lib/testing/factories";
import { artifactIn, listIn, serveApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
let token: string;
beforeAll(async () => {
  organization = await makeOrganization();
  token = organization.administrator.token;
});

const make = async (fields = {}) =>
  artifactIn(await api.call("POST", "/api/v2/artifacts", { token, body: makeDocument(fields) }));
const times = <Result>(count: number, work: (index: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));

test("fifty drafts of one repository locked at once by fifty clients are versions 1 to 50", async () => {
  const { artifactRepositoryId, id } = await make();
  const drafts = [id, ...(await times(49, async () => (await make({ artifactRepositoryId })).id))];
  const locks = await times(50, (index) =>
    index % 2 === 0
      ? api.call("POST", `/api/v2/artifacts/${drafts[index]}/lock`, { token })
      : api.call("PATCH", `/api/v2/artifacts/${drafts[index]}/`, { token, body: { status: "locked" } }),
  );
  const versions = locks.map((reply) => artifactIn(reply).version ?? 0).sort((a, b) => a - b);
  expect(versions).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  const repository = await api.call("GET", `/api/v2/artifactRepositories/${artifactRepositoryId}`, { token });
  expect(repository.json).toMatchObject({ lastVersionNumber: 50, numArtifacts: 50, numDrafts: 0 });
});

test("one draft locked by twenty clients is locked once", async () => {
  const { id, artifactRepositoryId } = await make();
  const replies = await times(20, () => api.call("POST", `/api/v2/artifacts/${id}/lock`, { token }));
  expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(403)]);
  expect(artifactIn(await api.call("GET", `/api/v2/artifacts/${id}`, { token })).version).toBe(1);
  expect(await make({ artifactRepositoryId, status: "locked" })).toMatchObject({ version: 2 });
});

test("while a draft is locked, changed, cloned and deleted by many at once, every answer is a decision", async () => {
  const { id, artifactRepositoryId } = await make();
  const replies = await times(40, (index) => {
    const acts = [
      () => api.call("PATCH", `/api/v2/artifacts/${id}`, { token, body: { name: `n${index}` } }),
      () => api.call("POST", `/api/v2/artifacts/${id}/clone`, { token, body: { name: `c${index}` } }),
      () => api.call("POST", `/api/v2/artifacts/${id}/lock`, { token }),
      () => api.call("DELETE", `/api/v2/artifacts/${id}`, { token }),
    ] as const;
    return (acts[index % 4] ?? acts[0])();
  });
  for (const { status, text } of replies) expect([200, 204, 403, 404, 409], text).toContain(status);
  const left = listIn(
    await api.call("GET", `/api/v2/artifacts?repositoryId=${artifactRepositoryId}&limit=100`, { token }),
  );
  const repository = await api.call("GET", `/api/v2/artifactRepositories/${artifactRepositoryId}`, { token });
  expect(repository.json).toMatchObject({ numArtifacts: left.totalCount });
});

test("a lock that fails takes no number", async () => {
  const containers = [{ name: "web", port: 8080, imageBuildConfig: {} }];
  const unbuilt = await make({ spec: { containerGroups: [{ containers }] } });
  const { artifactRepositoryId } = unbuilt;
  const good = await times(5, () => make({ artifactRepositoryId }));
  const ids = good.flatMap(({ id }) => [id, unbuilt.id]);
  const replies = await Promise.all(
    ids.map((id) => api.call("POST", `/api/v2/artifacts/${id}/lock`, { token })),
  );
  const versions = replies
    .filter(({ status }) => status === 200)
    .map(({ json }) => z.object({ version: z.int() }).parse(json).version);
  expect(versions.sort()).toEqual([1, 2, 3, 4, 5]);
});
