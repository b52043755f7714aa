import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { getBuild } from "#lib/operations/builds";
import { runOperation } from "#lib/operations/operation";
import { database } from "#lib/store/database";
import {
  actorOf,
  makeOrganization,
  makePerson,
  type TestOrganization,
  type TestPerson,
} from "#lib/testing/actors";
import {
  makeBuild,
  makeBuildable,
  makeFailedBuild,
  makeGoodBuild,
  makeRunningBuild,
  workOn,
} from "#lib/testing/builds";
import { callerOf, grant, makeArtifact } from "#lib/testing/factories";
import { listIn, pathsIn, serveApi, type TestApi } from "#lib/testing/server";

const api = serveApi();
let organization: TestOrganization;
beforeEach(async () => {
  organization = await makeOrganization();
});

const call = (
  method: string,
  path: string,
  { token }: TestPerson = organization.administrator,
  sent: Parameters<TestApi["call"]>[2] = {},
) => api.call(method, `/api/v2/${path}`, { token, ...sent });
const actor = () => actorOf(organization.administrator);
const json = { "content-type": "application/json" };

describe("asked for", () => {
  test("with an empty object, with nothing, and with nothing said to be JSON", async () => {
    const id = await makeBuildable(await actor());
    for (const sent of [{ body: {} }, {}, { headers: json }]) {
      const answer = await call("POST", `artifacts/${id}/builds/`, undefined, sent);
      expect(answer.status).toBe(202);
      expect(z.object({ buildIds: z.array(z.string()) }).parse(answer.json).buildIds).toHaveLength(1);
    }
    const page = listIn(await call("GET", `artifacts/${id}/builds?limit=2`));
    expect(page).toMatchObject({ totalCount: 3, data: [{ name: "build-3" }, { name: "build-2" }] });
    expect(page.data).toMatchObject([{ status: "PENDING" }, { status: "CANCELLED" }]);
  });

  test("once, however often it is repeated with the same key", async () => {
    const id = await makeBuildable(await actor());
    const sent = { headers: { "idempotency-key": "one" }, body: {} };
    const [first, second] = [
      await call("POST", `artifacts/${id}/builds`, undefined, sent),
      await call("POST", `artifacts/${id}/builds`, undefined, sent),
    ];
    expect(second).toMatchObject({ status: 202, json: first.json });
    expect(listIn(await call("GET", `artifacts/${id}/builds`)).totalCount).toBe(1);
  });

  test("is refused where nothing can be built, and where there is no such field", async () => {
    const image = await makeArtifact(await actor());
    const nothing = await call("POST", `artifacts/${image.id}/builds`);
    expect(pathsIn(nothing)).toEqual(["spec.containerGroups[0].containers[0].imageBuildConfig"]);
    const locked = await makeArtifact(await actor(), { status: "locked" });
    expect((await call("POST", `artifacts/${locked.id}/builds`)).status).toBe(422);
    const odd = await call("POST", `artifacts/${image.id}/builds`, undefined, { body: { noCache: true } });
    expect(pathsIn(odd)).toEqual(["noCache"]);
  });

  test("by who may only see the artifact it is forbidden, to others the artifact is not there", async () => {
    const build = await makeBuild(await actor());
    const viewer = await makePerson(organization.id);
    await grant(organization.id, { artifactId: build.id }, viewer, "CONSUMER");
    const stranger = (await makeOrganization()).administrator;
    const paths: [string, string, number][] = [
      ["POST", `artifacts/${build.id}/builds`, 403],
      ["DELETE", `artifacts/${build.id}/builds/${build.buildId}`, 403],
      ["GET", `artifacts/${build.id}/builds`, 200],
      ["GET", `artifacts/${build.id}/builds/${build.buildId}`, 200],
      ["GET", `artifacts/${build.id}/builds/${build.buildId}/logs`, 200],
      ["GET", `artifacts/${build.id}/builds/${build.buildId}/logs/lines`, 200],
      ["GET", `artifacts/${build.id}/builds/${build.buildId}/logs/matches?text=x`, 200],
      ["GET", `otel/artifact/${build.id}/logs/`, 200],
    ];
    for (const [method, path, status] of paths) {
      expect((await call(method, path, viewer)).status, path).toBe(status);
      expect(await call(method, path, stranger), path).toMatchObject({
        status: 404,
        json: { detail: "Artifact not found" },
      });
    }
  });
});

describe("a build", () => {
  test("is told with its steps and phases, and its times stand still once it has ended", async () => {
    const { id, buildId } = await makeFailedBuild(await actor());
    const answer = await call("GET", `artifacts/${id}/builds/${buildId}`);
    expect(answer.json).toMatchObject({
      ...{ id: buildId, name: "build-1", artifactId: id, status: "FAILED", failedStep: 3, firstErrorLine: 7 },
      reason: "Step 3 of 3 (RUN npm ci) ended with exit code 1",
      creator: { id: organization.administrator.id },
      steps: [{ number: 1, cached: true }, { number: 2 }, { instruction: "RUN npm ci", firstLine: 4 }],
      phases: [{ phase: "queued" }, { phase: "preparing" }, { phase: "building" }],
    });
    const late = workOn({ id, buildId });
    await late.end({ reason: "changed" });
    await expect(late.log(["too late"])).rejects.toThrow();
    expect((await call("GET", `artifacts/${id}/builds/${buildId}`)).json).toEqual(answer.json);
  });

  test("of another artifact is not found under this one", async () => {
    const [one, other] = [await makeBuild(await actor()), await makeBuild(await actor())];
    expect(await call("GET", `artifacts/${one.id}/builds/${other.buildId}`)).toMatchObject({
      status: 404,
      json: { detail: "Build not found" },
    });
  });

  test("is cancelled once; one that has ended otherwise is not", async () => {
    const build = await makeBuild(await actor());
    const path = `artifacts/${build.id}/builds/${build.buildId}`;
    for (const sent of [{ raw: "null", headers: json }, {}])
      expect((await call("DELETE", path, undefined, sent)).status).toBe(204);
    expect((await call("GET", path)).json).toMatchObject({ status: "CANCELLED" });
    const good = await makeGoodBuild(await actor());
    expect((await call("DELETE", `artifacts/${good.id}/builds/${good.buildId}`)).status).toBe(409);
  });

  test("keeps its draft from being locked while it runs, and not when it is cancelled", async () => {
    const draft = await makeArtifact(await actor());
    const { buildId } = await makeRunningBuild(await actor(), draft.id);
    const words = "Build 1 is still running: wait for it, or cancel it";
    const preview = await call("POST", `artifacts/${draft.id}/lock?dryRun=true`);
    expect(preview.json).toMatchObject({ problems: [{ path: "builds", message: words, code: "building" }] });
    const refused = await call("POST", `artifacts/${draft.id}/lock`);
    expect(refused).toMatchObject({
      status: 409,
      json: { detail: `Cannot lock artifact: ${words}` },
    });
    expect((await call("DELETE", `artifacts/${draft.id}/builds/${buildId}`)).status).toBe(204);
    expect((await call("POST", `artifacts/${draft.id}/lock`)).status).toBe(200);
  });

  test("that waits says for what, as long as that is so", async () => {
    const { id, buildId } = await makeBuild(await actor());
    const caller = callerOf(await actor());
    const read = async () => (await runOperation(getBuild, caller, { id, buildId })).waitsFor;
    const beat = (engine: object) =>
      database.worker.upsert({
        where: { id: "w" },
        create: { id: "w", startedAt: new Date(), heartbeatAt: new Date(), engine },
        update: { heartbeatAt: new Date(), engine },
      });
    await database.worker.deleteMany();
    expect(await read()).toBe("No worker is running");
    await beat({ kind: "unavailable", reason: "The engine does not answer" });
    expect(await read()).toBe("The engine does not answer");
    await beat({
      kind: "ready",
      version: "26.1",
      os: "linux",
      architecture: "amd64",
      cpus: 2,
      memoryBytes: 1,
    });
    expect(await read()).toBeNull();
    await database.worker.updateMany({ data: { heartbeatAt: new Date(Date.now() - 16_000) } });
    expect(await read()).toBe("No worker is running");
  });
});
