import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { EngineError } from "#lib/engines/engine";
import { database, Prisma, selectRows } from "#lib/store/database";
import { listReplicas } from "#lib/store/protons";
import { updateWorkload } from "#lib/store/workloads";
import {
  eventsOf,
  makeRunEngine,
  makeWorkload,
  type RunEngine,
  runnableImage,
  shell,
  startControl,
  statusOf,
  stopRows,
} from "#lib/testing/workloads";

const cleanups: (() => unknown)[] = [];
const control = (...options: Parameters<typeof startControl>) => {
  const started = startControl(...options);
  cleanups.push(() => started.stop());
  return started;
};
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
  await database.workload.deleteMany();
});

const signal = new AbortController().signal;
async function waitForStatus(id: string, status: string | null | RegExp): Promise<void> {
  const shown = expect.poll(() => statusOf(id), { timeout: 15_000 });
  await (status instanceof RegExp ? shown.toMatch(status) : shown.toBe(status));
}
async function getReplica(id: string) {
  const [replica] = await listReplicas(database, { workloadId: id });
  if (replica === undefined) throw new Error("There is no replica");
  return replica;
}
const getContainer = async (engine: RunEngine, id: string, name = "web") =>
  engine.world.getContainer((await getReplica(id)).id, name);

test("a workload runs, stops, and is gone with everything of it", async () => {
  const engine = makeRunEngine();
  control(engine);
  const { id, protonId } = await makeWorkload();
  await waitForStatus(id, "running");
  const replica = await getReplica(id);
  expect(replica).toMatchObject({ ready: true, address: expect.stringMatching(/^127\..*:8080$/) });
  expect(replica.state).toMatchObject({ phase: "started", containers: [{ ready: true, restartCount: 0 }] });
  expect(engine.world.findRequest(replica.id)?.containers[0]).toMatchObject({
    environment: { WORKLOAD_ID: id },
    limits: { cpus: 1, memoryBytes: 64 * 2 ** 20, processes: 512 },
  });

  await stopRows(id);
  await waitForStatus(id, "stopped");
  expect(await engine.listReplicas(signal)).toEqual([]);
  expect(await database.proton.findUnique({ where: { id: protonId } })).toMatchObject({
    ...{ status: "stopped", role: "active", endedAt: expect.any(Date) },
  });
  expect(await eventsOf(id)).toEqual(["Replica Started", "Ready", "Stopped"]);

  await updateWorkload(database, id, { deletedAt: new Date() }, new Date());
  await waitForStatus(id, null);
});

test("a container that crashes is started anew, each time later, and its last words are the reason", async () => {
  const engine = makeRunEngine();
  control(engine);
  const { id } = await makeWorkload();
  await waitForStatus(id, "running");
  const container = await getContainer(engine, id);
  container.print("Error: it broke");
  container.exit(3);
  await waitForStatus(id, "launching: web: ended with exit code 3: Error: it broke");
  await waitForStatus(id, "running");
  expect(container.starts).toBe(2);
  const [state] = (await getReplica(id)).state.containers;
  expect(state).toMatchObject({ restartCount: 1, failures: 1, ready: true, lastEnd: { exitCode: 3 } });
  expect(await eventsOf(id)).toContain("Container Exited");
});

test("what keeps crashing is errored, and tried on", async () => {
  control(makeRunEngine());
  const { id } = await makeWorkload({ container: { entrypoint: shell("echo no configuration; exit 1") } });
  await waitForStatus(id, "errored: web: ended with exit code 1: no configuration");
  const [state] = (await getReplica(id)).state.containers;
  expect(state?.failures).toBeGreaterThanOrEqual(3);
  expect(state?.restartsAt).not.toBeNull();
});

test("memory that ran out is said, of sidecars too", async () => {
  const engine = makeRunEngine();
  control(engine);
  const side = { name: "side", primary: false, port: null };
  const { id } = await makeWorkload({ containers: [{}, { ...side, entrypoint: shell("sleep 600") }] });
  await waitForStatus(id, "running");
  (await getContainer(engine, id, "side")).exit(137, { outOfMemory: true });
  await waitForStatus(id, "launching: side: ran out of memory");
  expect((await getReplica(id)).ready).toBe(false);
  await waitForStatus(id, "running");
  expect(await eventsOf(id)).toContain("Out Of Memory");
});

test.each([
  ["runs as root", { imageUri: "registry.example/root:1" }, /^errored: .*runs as root/],
  ["is not there", { imageUri: "registry.example/none:1" }, /^errored: .*cannot be pulled/],
  [
    "needs a credential that is gone",
    { environmentVars: [{ source: "dr-credential", name: "KEY", drCredentialId: "none", key: "apiToken" }] },
    /^errored: There is no credential none/,
  ],
  [
    "asks for a token of the platform",
    { environmentVars: [{ source: "api-key" }] },
    /^errored: web: no token of the platform/,
  ],
])("an image that %s is refused with the reason", async (_, container, status) => {
  const engine = makeRunEngine();
  engine.addImage("registry.example/root:1", { user: "root" });
  control(engine);
  const { id } = await makeWorkload({ container });
  await waitForStatus(id, status);
  expect(await eventsOf(id)).toContain("Start Refused");
  await stopRows(id, { deletedAt: new Date() });
  await waitForStatus(id, null);
});

test("a primary that does not listen is launching with that reason, and errored after its time", async () => {
  control(makeRunEngine(), { times: { readyMs: 3_000 } });
  const { id } = await makeWorkload({ container: { entrypoint: shell("sleep 600") } });
  await waitForStatus(id, "launching: web: nothing listens on port 8080");
  await waitForStatus(id, "errored: Not ready in time: web: nothing listens on port 8080");
});

/** A server whose answers a test decides, as if it were in the container. */
async function startAnswers(engine: RunEngine) {
  const answers = { status: 200, asked: 0 };
  const server: Server = createServer((_request, response) => {
    answers.asked += 1;
    response.statusCode = answers.status;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(() => server.close());
  engine.world.placeReplica = () => "127.0.0.1";
  const place = server.address();
  const port = typeof place === "object" ? place?.port : undefined;
  const probe = { path: "/", port, periodSeconds: 1, timeoutSeconds: 1, initialDelaySeconds: 0 };
  return { answers, probe };
}
const idle = { entrypoint: shell("sleep 600") };

test("readiness takes a replica out and puts it back", async () => {
  const engine = makeRunEngine();
  control(engine);
  const { answers, probe } = await startAnswers(engine);
  answers.status = 503;
  const { id } = await makeWorkload({
    container: { ...idle, readinessProbe: { ...probe, failureThreshold: 2 } },
  });
  await waitForStatus(id, "launching: web: Readiness probe: answered 503");
  answers.status = 302;
  await waitForStatus(id, "running");
  answers.status = 500;
  await waitForStatus(id, "launching: web: Readiness probe: answered 500");
  expect((await getReplica(id)).ready).toBe(false);
  expect((await getContainer(engine, id)).starts).toBe(1);
  expect((await eventsOf(id)).filter((title) => title === "Probe Failed")).not.toEqual([]);
});

test("failing liveness ends the container, and nothing else is asked before startup has passed", async () => {
  const engine = makeRunEngine();
  control(engine);
  const { answers, probe } = await startAnswers(engine);
  const container = {
    ...idle,
    startupProbe: probe,
    livenessProbe: { ...probe, failureThreshold: 2 },
    readinessProbe: probe,
  };
  const { id } = await makeWorkload({ container });
  await waitForStatus(id, "running");
  answers.status = 500;
  await waitForStatus(id, /liveness probe failed/);
  answers.status = 200;
  await waitForStatus(id, "running");
  expect((await getContainer(engine, id)).starts).toBe(2);
  expect((await getReplica(id)).state.containers[0]).toMatchObject({
    restartCount: 1,
    lastEnd: { reason: "LivenessFailed" },
  });
});

test("one that its liveness probe condemns ends at once, as it is told to, not only when it is started anew", async () => {
  const engine = makeRunEngine();
  control(engine);
  const { answers, probe } = await startAnswers(engine);
  const entrypoint = shell("trap 'exit 0' TERM; echo here; sleep 600");
  const livenessProbe = { ...probe, failureThreshold: 1 };
  answers.status = 500;
  const { id } = await makeWorkload({ container: { entrypoint, livenessProbe } });
  await waitForStatus(id, /^launching: web: was ended because its liveness probe failed: here/);
  const container = await getContainer(engine, id);
  await expect.poll(() => container.facts, { timeout: 5_000, interval: 10 }).toMatchObject({ exitCode: 0 });
  answers.status = 200;
  await expect.poll(() => container.facts.state, { timeout: 10_000 }).toBe("running");
  const ends = (await eventsOf(id)).filter((title) => title === "Container Exited");
  expect(ends).toHaveLength(container.starts - 1);
});

test("without an engine a workload waits and says for what, and what runs goes on", async () => {
  const engine = makeRunEngine();
  control(engine);
  const before = await makeWorkload();
  await waitForStatus(before.id, "running");
  engine.world.goAway();
  const { id } = await makeWorkload();
  await waitForStatus(id, /^submitted: Waiting for the container engine: /);
  expect(await statusOf(before.id)).toBe("running");
  engine.world.comeBack();
  await waitForStatus(id, "running");
  expect((await getContainer(engine, before.id)).starts).toBe(1);
});

test("an engine that is unavailable for one image is asked again", async () => {
  const engine = makeRunEngine();
  engine.world.breakImage(runnableImage, new EngineError("unavailable", "registry.example does not answer"));
  control(engine);
  const { id } = await makeWorkload();
  await waitForStatus(id, /registry\.example does not answer/);
  engine.world.breakImage(runnableImage, null);
  await waitForStatus(id, "running");
});

test("what somebody removed behind our back is made anew", async () => {
  const engine = makeRunEngine();
  control(engine);
  const { id } = await makeWorkload();
  await waitForStatus(id, "running");
  const replica = await getReplica(id);
  engine.world.loseReplica(replica.id);
  await expect.poll(() => engine.world.findRequest(replica.id), { timeout: 10_000 }).not.toBeNull();
  await expect
    .poll(async () => (await getReplica(id)).state.containers[0]?.restartCount, { timeout: 10_000 })
    .toBe(1);
  await waitForStatus(id, "running");
});

test("two workers: one runs the workloads, and the other takes over without touching a container", async () => {
  const engine = makeRunEngine();
  control(engine);
  control(engine);
  const { id } = await makeWorkload({ runtime: { containerGroups: [{ replicaCount: 3 }] } });
  await waitForStatus(id, "running");
  const ids = (await listReplicas(database, { workloadId: id })).map((one) => one.id);
  await selectRows(
    database,
    Prisma.sql`SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
      WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database() AND l.mode = 'ExclusiveLock'`,
  );
  const [first = ""] = ids;
  await expect
    .poll(
      () => {
        const container = engine.world.getContainer(first, "web");
        if (container.starts === 1) container.exit(1);
        return container.starts;
      },
      { timeout: 15_000 },
    )
    .toBe(2);
  await waitForStatus(id, "running");
  expect((await listReplicas(database, { workloadId: id })).map((one) => one.id)).toEqual(ids);
  expect(ids.slice(1).map((one) => engine.world.getContainer(one, "web").starts)).toEqual([1, 1]);
});

test("a worker that comes back finds what ended meanwhile, and no container twice", async () => {
  const engine = makeRunEngine();
  const first = control(engine);
  const { id } = await makeWorkload();
  await waitForStatus(id, "running");
  await first.stop();
  const container = await getContainer(engine, id);
  container.exit(5);
  control(engine);
  await expect.poll(() => container.starts, { timeout: 15_000 }).toBe(2);
  await waitForStatus(id, "running");
  expect((await eventsOf(id)).filter((title) => title === "Container Exited")).toHaveLength(1);
});

test("what has no row is stopped if its workload is ours, and left alone if nobody here knows it", async () => {
  const engine = makeRunEngine();
  control(engine);
  const { id } = await makeWorkload();
  await waitForStatus(id, "running");
  const request = engine.world.findRequest((await getReplica(id)).id);
  if (request === null) throw new Error("It was not asked for");
  await engine.startReplica({ ...request, replicaId: "orphan" }, signal);
  await engine.startReplica({ ...request, replicaId: "stranger", workloadId: "elsewhere" }, signal);
  await expect.poll(() => engine.world.findRequest("orphan"), { timeout: 10_000 }).toBeNull();
  expect(engine.world.findRequest("stranger")).not.toBeNull();
});

test("one that cannot be looked after does not hold up others", async () => {
  const engine = makeRunEngine();
  control(engine);
  const broken = await makeWorkload();
  await database.proton.update({ where: { id: broken.protonId }, data: { spec: { not: "a spec" } } });
  const { id } = await makeWorkload();
  await waitForStatus(id, "running");
});

test("a draft's hours end by the clock, after downtime too, and the artifact's history says so", async () => {
  const engine = makeRunEngine();
  let now = () => new Date();
  const clock = { now: () => now() };
  const first = control(engine, clock);
  const hours = 8 * 60 * 60 * 1000;
  const { id, artifact } = await makeWorkload({ expiresAt: new Date(Date.now() + hours) });
  const other = await makeWorkload({ expiresAt: new Date(Date.now() + hours) });
  await waitForStatus(id, "running");
  await waitForStatus(other.id, "running");
  await database.workload.update({ where: { id: other.id }, data: { expiresAt: null } });
  now = () => new Date(Date.now() + hours - 60_000);
  await expect.poll(() => engine.listReplicas(signal).then((all) => all.length)).toBe(2);
  await first.stop();
  now = () => new Date(Date.now() + hours + 1);
  control(engine, clock);
  await waitForStatus(id, null);
  expect(await statusOf(other.id)).toBe("running");
  expect(
    await database.auditEntry.findFirst({ where: { objectId: artifact.id, verb: "workload.expire" } }),
  ).toMatchObject({
    actorName: "Plimsoll",
  });
});
