import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { durationBuckets } from "#lib/domain/request-stats";
import { database } from "#lib/store/database";
import type { WorkloadSpan } from "#lib/store/traces";
import { setScale } from "#lib/store/workload-work";
import { findWorkload } from "#lib/store/workloads";
import {
  actorOf,
  makeOrganization,
  makePerson,
  type TestOrganization,
  type TestPerson,
} from "#lib/testing/actors";
import { grant, makeArtifact, makeContainer } from "#lib/testing/factories";
import { listIn, pathsIn, serveApi } from "#lib/testing/server";
import { makeTrace } from "#lib/testing/traces";

const api = serveApi();
let organization: TestOrganization;
beforeEach(async () => {
  organization = await makeOrganization();
});

const call = (
  method: string,
  path: string,
  body?: unknown,
  person: TestPerson = organization.administrator,
) =>
  api.call(method, `/api/v2/${path}`, {
    token: person.token,
    ...(body === undefined ? {} : { body }),
  });
const actor = () => actorOf(organization.administrator);
const identified = z.looseObject({ id: z.string() });
const identifiedTrace = z.looseObject({ traceId: z.string() });

async function makeLocked(): Promise<string> {
  return (
    await makeArtifact(await actor(), {
      status: "locked",
      spec: {
        containerGroups: [
          { containers: [makeContainer({ imageUri: `registry.example/app@sha256:${"a".repeat(64)}` })] },
        ],
      },
    })
  ).id;
}

async function makeWorkload(fields: Record<string, unknown> = {}): Promise<string> {
  const artifactId = fields.artifact === undefined ? await makeLocked() : undefined;
  const answer = await call("POST", "workloads/", { name: "web", artifactId, ...fields });
  expect(answer.status, JSON.stringify(answer.json)).toBe(201);
  return identified.parse(answer.json).id;
}

describe("created", () => {
  test("from a locked artifact, as clients expect it", async () => {
    const artifactId = await makeLocked();
    const asked = {
      name: "web",
      artifactId,
      runtime: {
        containerGroups: [
          { replicaCount: 2, containers: [{ name: "web", resourceAllocation: { cpu: 1, memory: "512MB" } }] },
        ],
      },
    };
    const answer = await call("POST", "workloads/", asked);
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      name: "web",
      description: "",
      status: "submitted",
      importance: "low",
      type: "service",
      artifactId,
      artifact: { id: artifactId, status: "locked", version: 1 },
      replacement: null,
      expiresAt: null,
      runtime: {
        containerGroups: [
          {
            name: "default",
            replicaCount: 2,
            autoscaling: null,
            resourceBundles: [],
            resolvedBundle: null,
            containers: [
              {
                name: "web",
                resourceAllocation: { cpu: 1, gpu: null, memory: 512_000_000, gpuMemory: null },
              },
            ],
          },
        ],
      },
      permissions: ["*"],
    });
    const { id, endpoint } = identified.extend({ endpoint: z.string() }).parse(answer.json);
    expect(endpoint).toMatch(new RegExp(`^http://127.0.0.1:3001/api/v2/endpoints/workloads/${id}/$`));
    expect((await call("GET", `workloads/${id}`)).json).toMatchObject({ id, endpoint });
  });

  test("with an artifact of its own, which is a draft and lives eight hours", async () => {
    const id = await makeWorkload({
      artifact: {
        name: "inline",
        spec: { type: "service", containerGroups: [{ containers: [makeContainer()] }] },
      },
    });
    const { json } = await call("GET", `workloads/${id}`);
    const { expiresAt, createdAt } = z
      .looseObject({ expiresAt: z.coerce.date(), createdAt: z.coerce.date() })
      .parse(json);
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(8 * 60 * 60 * 1000);
  });

  test("is refused at the exact path", async () => {
    const artifactId = await makeLocked();
    const paths = async (body: unknown) => pathsIn(await call("POST", "workloads", body));
    expect(await paths({ artifactId })).toEqual(["name"]);
    expect(await paths({ name: "x" })).toEqual(["artifactId"]);
    expect(await paths({ name: "x", artifactId, artifact: {} })).toEqual(["artifactId"]);
    expect(await paths({ name: "x", artifactId: "0".repeat(24) })).toEqual(["artifactId"]);
    expect(
      await paths({
        name: "x",
        artifact: { name: "y", spec: { containerGroups: [{ containers: [makeContainer({ port: 80 })] }] } },
      }),
    ).toEqual(["artifact.spec.containerGroups[0].containers[0].port"]);
    const runtime = (group: Record<string, unknown>) => ({
      name: "x",
      artifactId,
      runtime: { containerGroups: [group] },
    });
    expect(await paths(runtime({ name: "other" }))).toEqual(["runtime.containerGroups[0].name"]);
    expect(await paths(runtime({ containers: [{ name: "other" }] }))).toEqual([
      "runtime.containerGroups[0].containers[0].name",
    ]);
    expect(await paths(runtime({ replicaCount: 0 }))).toEqual(["runtime.containerGroups[0].replicaCount"]);
    expect(await paths(runtime({ resourceBundles: ["no.such"] }))).toEqual([
      "runtime.containerGroups[0].resourceBundles[0]",
    ]);
    const both = {
      replicaCount: 2,
      autoscaling: { policies: [{ scalingMetric: "httpRequestsConcurrency", target: 10 }] },
    };
    expect((await call("POST", "workloads", runtime(both))).text).toContain(
      "replicaCount and autoscaling are mutually exclusive",
    );
  });

  test("only once by a name, and only once from a draft", async () => {
    const draft = await makeArtifact(await actor());
    expect((await call("POST", "workloads", { name: "one", artifactId: draft.id })).status).toBe(201);
    const again = await call("POST", "workloads", { name: "two", artifactId: draft.id });
    expect(again).toMatchObject({ status: 409 });
    expect((await call("POST", "workloads", { name: "one", artifactId: await makeLocked() })).status).toBe(
      409,
    );
    const deleted = await call("DELETE", `artifacts/${draft.id}`);
    expect(deleted).toMatchObject({
      status: 409,
      json: {
        detail: "Cannot delete artifact referenced by 1 workload(s): one. Delete the workload(s) first.",
      },
    });
  });

  test("by ten at once from one draft: by one", async () => {
    const draft = await makeArtifact(await actor());
    const names = Array.from({ length: 10 }, (_, index) => `w${index}`);
    const answers = await Promise.all(
      names.map((name) => call("POST", "workloads", { name, artifactId: draft.id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  });

  test("not beyond the organization's limits", async () => {
    await database.organization.update({
      where: { id: organization.id },
      data: { maxConcurrentWorkloads: 1, maxWorkloadReplicas: 2 },
    });
    const artifactId = await makeLocked();
    const three = { containerGroups: [{ replicaCount: 3 }] };
    const tooMany = await call("POST", "workloads", { name: "a", artifactId, runtime: three });
    expect(tooMany).toMatchObject({
      status: 403,
      json: { detail: "Requested replicas (3) exceeds the maximum allowed (2)." },
    });
    expect((await call("POST", "workloads", { name: "a", artifactId })).status).toBe(201);
    expect((await call("POST", "workloads", { name: "b", artifactId })).status).toBe(403);
  });
});

describe("stopped and started", () => {
  test("answers with what is done, and with what need not be", async () => {
    const id = await makeWorkload();
    expect(await call("POST", `workloads/${id}/start`)).toMatchObject({
      status: 200,
      json: { workloadId: id, trackVia: `/api/v2/workloads/${id}` },
    });
    expect((await call("POST", `workloads/${id}/stop`, {})).status).toBe(202);
    expect((await call("GET", `workloads/${id}`)).json).toMatchObject({ status: "stopping" });
    expect(await call("POST", `workloads/${id}/start`, {})).toMatchObject({
      status: 409,
      json: { detail: "The proton must be stopped before attempting to start it." },
    });
    await database.workload.update({ where: { id }, data: { status: "stopped" } });
    expect(await call("POST", `workloads/${id}/stop`)).toMatchObject({
      status: 200,
      json: { status: "Proton is already stopped" },
    });
    expect((await call("POST", `workloads/${id}/start`)).status).toBe(202);
    expect((await call("GET", `workloads/${id}`)).json).toMatchObject({ status: "submitted" });
  });

  test("deleted, it is not there any more, and its name is free", async () => {
    const id = await makeWorkload();
    expect((await call("DELETE", `workloads/${id}/`)).status).toBe(204);
    expect((await call("GET", `workloads/${id}`)).status).toBe(404);
    expect((await call("DELETE", `workloads/${id}`)).status).toBe(404);
    await makeWorkload();
  });
});

describe("replaced", () => {
  test("the record is there at once, in the workload too, and keeps another from starting", async () => {
    const id = await makeWorkload();
    const artifactId = await makeLocked();
    expect((await call("GET", `workloads/${id}/replacement/`)).json).toEqual({
      detail: "There is no active replacement for this workload.",
    });
    const asked = { artifactId, strategy: "rolling", config: {} };
    const started = await call("POST", `workloads/${id}/replacement`, asked);
    expect(started).toMatchObject({
      status: 202,
      json: { status: "submitted", candidateArtifactId: artifactId },
    });
    expect((await call("GET", `workloads/${id}`)).json).toMatchObject({
      replacement: { status: "submitted" },
    });
    expect((await call("POST", `workloads/${id}/replacement`, asked)).status).toBe(422);
    const settings = { runtime: { containerGroups: [{ replicaCount: 2 }] } };
    expect((await call("PATCH", `workloads/${id}/settings`, settings)).status).toBe(409);
    expect((await call("POST", `workloads/${id}/promote`)).status).toBe(422);
    expect((await call("DELETE", `workloads/${id}/replacement`)).status).toBe(202);
    expect((await call("GET", `workloads/${id}/replacement`)).json).toMatchObject({ status: "canceling" });
  });

  test("not by a draft, by what is not there, or by the same again", async () => {
    const id = await makeWorkload();
    const draft = await makeArtifact(await actor());
    const replace = (artifactId: string, more: Record<string, unknown> = {}) =>
      call("POST", `workloads/${id}/replacement`, { artifactId, strategy: "rolling", ...more });
    expect((await replace(draft.id)).json).toMatchObject({
      detail: expect.stringMatching(/^Artifact status mismatch: /),
    });
    expect((await replace("0".repeat(24))).status).toBe(404);
    const { artifactId } = z
      .looseObject({ artifactId: z.string() })
      .parse((await call("GET", `workloads/${id}`)).json);
    expect((await replace(artifactId)).status).toBe(422);
    expect((await replace(artifactId, { config: { keepOldVersionMinutes: 1 } })).status).toBe(202);
  });

  test("settings keep what they do not mention", async () => {
    const id = await makeWorkload({
      runtime: {
        containerGroups: [
          { replicaCount: 2, containers: [{ name: "web", resourceAllocation: { cpu: 0.5 } }] },
        ],
      },
    });
    const answer = await call("PATCH", `workloads/${id}/settings/`, {
      runtime: {
        containerGroups: [
          {
            name: "default",
            autoscaling: {
              minReplicaCount: 1,
              maxReplicaCount: 3,
              policies: [{ scalingMetric: "cpuAverageUtilization", target: 70 }],
            },
          },
        ],
      },
    });
    expect(answer).toMatchObject({
      status: 202,
      json: {
        runtime: {
          containerGroups: [
            {
              replicaCount: null,
              autoscaling: {
                enabled: true,
                minReplicaCount: 1,
                maxReplicaCount: 3,
                policies: [{ scalingMetric: "cpuAverageUtilization", target: 70 }],
              },
              containers: [{ name: "web", resourceAllocation: { cpu: 0.5 } }],
            },
          ],
        },
      },
    });
  });
});

test("one that scales by itself is shown and listed, however often its count has changed", async () => {
  const policies = [{ scalingMetric: "httpRequestsConcurrency", target: 10 }];
  const id = await makeWorkload({
    runtime: {
      containerGroups: [
        {
          autoscaling: { minReplicaCount: 0, maxReplicaCount: 3, policies },
          containers: [{ name: "web" }],
        },
      ],
    },
  });
  const actorOfAll = await actor();
  const proton = await database.proton.findFirstOrThrow({ where: { workloadId: id } });
  for (const count of [0, 2]) {
    await setScale(database, proton.id, { default: { count, since: new Date() } }, new Date());
    expect(await call("GET", `workloads/${id}/`)).toMatchObject({ status: 200, json: { id } });
    expect(listIn(await call("GET", "workloads/")).data).toMatchObject([{ id }]);
    expect((await findWorkload(database, actorOfAll, id))?.wantedReplicas).toBe(count);
  }
});

test("promoting locks the draft in place, and says before what it would do", async () => {
  const spec = {
    containerGroups: [
      { containers: [makeContainer({ imageUri: `registry.example/app@sha256:${"b".repeat(64)}` })] },
    ],
  };
  const id = await makeWorkload({ artifact: { name: "inline", spec } });
  const preview = await call("POST", `workloads/${id}/promote?dryRun=true`);
  expect(preview).toMatchObject({ status: 200, json: { version: 1, problems: [] } });
  const answer = await call("POST", `workloads/${id}/promote/`);
  expect(answer).toMatchObject({
    status: 202,
    json: { artifact: { status: "locked", version: 1 }, expiresAt: null },
  });
  expect((await call("POST", `workloads/${id}/promote`)).status).toBe(422);
  const history = listIn(await call("GET", `workloads/${id}/history`));
  expect(history.data).toMatchObject([{ kind: "promotion" }, { kind: "creation" }]);
  const events = await call("GET", `workloads/${id}/events`);
  expect(z.looseObject({ data: z.array(z.looseObject({})) }).parse(events.json).data).toMatchObject([
    { eventType: "Workload Promoted" },
    { eventType: "Workload Created" },
  ]);
  expect((await call("GET", `workloads/${id}/events?level=info`)).status).toBe(422);
});

test("is seen and used by whom it is shared with, as far as their role goes", async () => {
  const id = await makeWorkload();
  const person = await makePerson(organization.id);
  expect((await call("GET", `workloads/${id}`, undefined, person)).status).toBe(404);
  await grant(organization.id, { workloadId: id }, person, "CONSUMER");
  expect((await call("GET", `workloads/${id}`, undefined, person)).status).toBe(200);
  expect((await call("GET", `workloads/${id}/protons`, undefined, person)).status).toBe(403);
  expect((await call("POST", `workloads/${id}/stop`, undefined, person)).status).toBe(403);
  expect(listIn(await call("GET", "workloads", undefined, person)).totalCount).toBe(1);
  const shared = {
    operation: "updateRoles",
    roles: [{ shareRecipientType: "user", role: "OWNER", id: person.id }],
  };
  expect((await call("PATCH", `workloads/${id}/sharedRoles`, shared)).status).toBe(204);
  expect((await call("GET", `workloads/${id}/protons`, undefined, person)).status).toBe(200);
});

test("is listed by what it runs, its status and importance, and in order of importance", async () => {
  for (const importance of ["high", "low", "critical"]) await makeWorkload({ name: importance, importance });
  const names = async (query: string) =>
    listIn(await call("GET", `workloads?${query}`)).data.map(
      (row) => z.looseObject({ name: z.string() }).parse(row).name,
    );
  expect(await names("orderBy=importance")).toEqual(["low", "high", "critical"]);
  expect(await names("importance=high&importance=low")).toEqual(["low", "high"]);
  expect(await names("status=running")).toEqual([]);
  expect(await names("artifactStatus=locked&status=submitted&search=crit")).toEqual(["critical"]);
});

test("its statistics are of the requests that the gateways counted since they were last reset", async () => {
  const id = await makeWorkload();
  const { protonId } = z
    .looseObject({ protonId: z.string() })
    .parse((await call("GET", `workloads/${id}`)).json);
  // As gateways write it: where the minute begins.
  const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000);
  const durations = durationBuckets.map((bound) => (bound === 10 ? 90 : bound === 3000 ? 10 : 0));
  await database.requestStats.create({
    data: {
      ...{
        workloadId: id,
        protonId,
        minute,
        gatewayId: "one",
        requests: 100,
        userErrors: 5,
        serverErrors: 10,
      },
      ...{ durations: [...durations, 0], concurrent: 7 },
    },
  });
  const stats = await call(
    "GET",
    `workloads/${id}/stats?slowRequestsThreshold=1000&startTime=2020-01-01T00:00:00Z`,
  );
  expect(stats).toMatchObject({
    status: 200,
    json: { metrics: { totalRequests: 100, slowRequests: 10, userErrors: 5, totalErrorRate: 0.15 } },
  });
  const series = await call("GET", `workloads/${id}/stats/totalRequests?resolution=PT1H`);
  expect(series.json).toMatchObject({ metric: "totalRequests", buckets: [{ value: 100 }] });
  expect((await call("GET", `workloads/${id}/stats/nonsense`)).status).toBe(422);
  expect((await call("GET", "workloads/stats")).json).toMatchObject({
    workloads: { active: 0, total: 1 },
    requests: { total: 100, succeeded: 85, failed: 15 },
    byStatus: { submitted: 1 },
  });
  expect((await call("GET", `workloads/${id}`)).json).toMatchObject({ requestStats: { totalRequests: 100 } });
  const { data } = listIn(await call("GET", "workloads?serviceStats=true"));
  expect(data).toMatchObject([{ requestStats: { totalRequests: 100, errorRate: 0.15 } }]);
  expect((await call("GET", `otel/workload/${id}/metrics/autocollectedValues/`)).status).toBe(200);
  expect((await call("DELETE", `workloads/${id}/stats`)).status).toBe(204);
  expect((await call("GET", `workloads/${id}/stats`)).json).toMatchObject({ metrics: { totalRequests: 0 } });
});

test("traces are listed newest first, by time and in parts, and read with their spans", async () => {
  const id = await makeWorkload();
  const startedAt = Date.parse("2026-11-24T12:00:00.250Z");
  const old = await makeTrace(id, { startedAt, name: "GET /old", duration: 2_000_000 });
  const attempt: Partial<WorkloadSpan> = {
    ...{ traceId: old, parentSpanId: "b7ad6b7169203331", kind: "CLIENT", name: "GET" },
    ...{ startedAt: startedAt + 1, duration: 3_000_123, statusCode: "ERROR", statusMessage: "refused" },
  };
  await makeTrace(id, attempt);
  const middle = await makeTrace(id, { startedAt: startedAt + 60_000 });
  const newest = await makeTrace(id, { startedAt: startedAt + 120_000 });
  await makeTrace(await makeWorkload({ name: "other" }));

  const traces = `otel/workload/${id}/traces`;
  const all = await call("GET", `${traces}/`);
  expect(all).toMatchObject({
    status: 200,
    json: {
      data: [
        { traceId: newest },
        { traceId: middle },
        {
          ...{ traceId: old, timestamp: "2026-11-24T12:00:00.250Z", rootSpanName: "GET /old" },
          // From 250 to 254.000123 ms, of which microseconds are known.
          ...{ rootServiceName: "gateway", duration: 4_000_000, spansCount: 2, errorSpansCount: 1 },
        },
      ],
      ...{ count: 3, next: null, previous: null },
    },
  });
  const within = "startTime=2026-11-24T12:00:30Z&endTime=2026-11-24T12:01:30Z";
  expect((await call("GET", `${traces}?${within}`)).json).toMatchObject({ data: [{ traceId: middle }] });
  const part = z.object({ data: z.array(identifiedTrace), next: z.string().nullable() });
  const first = part.parse((await call("GET", `${traces}?limit=2`)).json);
  expect(first.data.map(({ traceId }) => traceId)).toEqual([newest, middle]);
  expect(new URL(first.next ?? "").search).toBe("?limit=2&offset=2");
  expect((await call("GET", `${traces}?limit=2&offset=2`)).json).toMatchObject({ data: [{ traceId: old }] });

  expect((await call("GET", `${traces}/${old}/`)).json).toMatchObject({
    traceId: old,
    spans: [
      { name: "GET /old", kind: "SERVER", serviceName: "gateway", parentSpanId: null, duration: 2_000_000 },
      { name: "GET", kind: "CLIENT", startTime: "2026-11-24T12:00:00.251Z", statusMessage: "refused" },
    ],
  });
  expect((await call("GET", `${traces}/nonsense`)).status).toBe(404);
  expect((await call("GET", `${traces}?start_time=2026-11-24T12:00:00Z`)).status).toBe(400);
  expect((await call("GET", `${traces}?limit=1001`)).status).toBe(422);
});
