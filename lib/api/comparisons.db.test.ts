import { beforeEach, expect, test } from "vitest";
import { masked } from "#lib/domain/masked";
import { newId } from "#lib/store/ids";
import { makeOrganization, type TestOrganization } from "#lib/testing/actors";
import { makeContainer, makeDocument } from "#lib/testing/factories";
import { artifactIn, pathsIn, serveApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
let token: string;
beforeEach(async () => {
  organization = await makeOrganization();
  token = organization.administrator.token;
});

async function create(environmentVars: object[], by = token): Promise<string> {
  const spec = {
    containerGroups: [{ containers: [{ ...makeContainer(), name: "agent", environmentVars }] }],
  };
  const body = makeDocument({ spec });
  return artifactIn(await api.call("POST", "/api/v2/artifacts/", { token: by, body })).id;
}

const compare = (ids: string[], more = "", by = token) =>
  api.call("GET", `/api/v2/comparisons?${new URLSearchParams(ids.map((id) => ["ids", id]))}${more}`, {
    token: by,
  });

const level = { name: "LEVEL", value: "info" };

test("each artifact has its changes against the first; a changed credential is said, not shown", async () => {
  const base = await create([{ name: "API_KEY", value: "hunter2" }, level]);
  const same = await create([level, { name: "API_KEY", value: "hunter2" }]);
  const other = await create([
    { name: "API_KEY", value: "hunter3" },
    { ...level, value: "debug" },
  ]);
  const reply = await compare([base, same, other]);
  expect(reply.status).toBe(200);
  const path = "spec.containerGroups[0].containers[0].environmentVars";
  expect(reply.json).toMatchObject({
    artifacts: [{ id: base, status: "draft", version: null }, { id: same }, { id: other }],
    comparisons: [
      {
        artifactId: same,
        changes: [],
        reorderings: [{ address: "default/agent/environment", noun: "variables", count: 2 }],
      },
      {
        artifactId: other,
        reorderings: [],
        changes: [
          {
            address: "default/agent/environment/API_KEY",
            words: "environment API_KEY",
            kind: "changed",
            risk: "credential",
            beforePath: `${path}[0]`,
            afterPath: `${path}[0]`,
            before: { source: "string", name: "API_KEY", value: masked },
            after: { source: "string", name: "API_KEY", value: masked },
          },
          { address: "default/agent/environment/LEVEL", risk: "environment", after: { value: "debug" } },
        ],
      },
    ],
  });
  expect(reply.json).not.toHaveProperty("fields");
});

test("with all=true everything that is set in the base comes along, masked", async () => {
  const base = await create([{ name: "API_KEY", value: "hunter2" }, level]);
  const reply = await compare([base, base], "&all=true");
  expect(JSON.stringify(reply.json)).not.toContain("hunter2");
  expect(reply.json).toMatchObject({
    fields: expect.arrayContaining([
      {
        address: "default/agent/environment/LEVEL",
        words: "environment LEVEL",
        value: { source: "string", ...level },
      },
    ]),
  });
});

test("an artifact that is not shared with you, of another organization or not there, is a 404 for the whole", async () => {
  const mine = await create([]);
  const elsewhere = await makeOrganization();
  const theirs = await create([], elsewhere.administrator.token);
  for (const id of [theirs, newId(), "nonsense"]) {
    expect(await compare([mine, id])).toMatchObject({ status: 404, json: { detail: "Artifact not found" } });
  }
});

test("one artifact or thirteen are refused at their place", async () => {
  const id = await create([]);
  for (const ids of [[], [id], Array.from({ length: 13 }, () => id)]) {
    const reply = await compare(ids);
    expect(reply.status).toBe(422);
    expect(pathsIn(reply)).toEqual(["ids"]);
  }
  expect(pathsIn(await compare([id, id], "&all=1"))).toEqual(["all"]);
});
