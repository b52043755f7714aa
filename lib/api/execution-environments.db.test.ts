import { expect, test } from "vitest";
import { z } from "zod";
import { createEnvironment } from "#lib/operations/execution-environments";
import { runOperation } from "#lib/operations/operation";
import { actorOf, makeOrganization } from "#lib/testing/actors";
import { callerOf } from "#lib/testing/factories";
import { serveApi } from "#lib/testing/server";

const api = serveApi();

const environment = z.object({
  id: z.string(),
  name: z.string(),
  isPublic: z.boolean(),
  latestSuccessfulVersion: z.object({ id: z.string(), sourceDockerImageUri: z.string() }),
});
const list = z.object({ data: z.array(environment), totalCount: z.int(), next: z.string().nullable() });

async function makeOwn() {
  const { administrator } = await makeOrganization();
  const made = await runOperation(createEnvironment, callerOf(await actorOf(administrator)), {
    name: "Ours",
    programmingLanguage: "node",
    version: { label: "1", baseImage: "ours/node:1" },
  });
  const get = (path: string, { token } = administrator) =>
    api.call("GET", `/api/v2/executionEnvironments/${path}`, { token });
  return { made, get };
}

test("ready ones are there from the start, an organization's own before them, by pages and filters", async () => {
  const { made, get } = await makeOwn();
  const all = list.parse((await get("?limit=100")).json);
  expect(all.data.map(({ name }) => name)).toEqual(["Ours", "Node.js 22", "Python 3.12"]);
  expect(all.data[0]?.latestSuccessfulVersion).toMatchObject({ sourceDockerImageUri: "ours/node:1" });
  const first = list.parse((await get("?limit=1")).json);
  expect(first).toMatchObject({ totalCount: 3, data: [{ id: made.id }] });
  expect(first.next).toContain("offset=1");
  const named = async (query: string) => list.parse((await get(query)).json).data.map(({ name }) => name);
  expect(await named("?searchFor=python")).toEqual(["Python 3.12"]);
  expect(await named("?isPublic=false")).toEqual(["Ours"]);
  expect(await named("?useCases=notebook&useCases=customApplication")).toHaveLength(3);
  expect(await named("?useCases=notebook")).toEqual([]);
  expect((await get("?useCases=nonsense")).status).toBe(422);
});

test("one and its versions; another organization's is not there", async () => {
  const { made, get } = await makeOwn();
  expect(environment.parse((await get(made.id)).json).name).toBe("Ours");
  const versionId = made.latestVersion?.id;
  expect((await get(`${made.id}/versions/?limit=10`)).json).toMatchObject({ data: [{ id: versionId }] });
  expect((await get(`${made.id}/versions/${versionId}/`)).json).toMatchObject({
    label: "1",
    buildStatus: "success",
    environmentId: made.id,
  });
  const stranger = await makeOrganization();
  const answer = await get(made.id, stranger.administrator);
  expect([answer.status, answer.json]).toEqual([404, { message: "Execution environment not found" }]);
});
