import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { describeProton } from "#lib/domain/status-details";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { openContents } from "#lib/testing/engine-contents";
import { buildGreeter } from "#lib/testing/greeter-image";
import { startOwnDatabase } from "#lib/testing/own-database";

const engine = makeDockerEngine(inject("engineAddress"));
const contents = openContents(inject("engineAddress"));
const own = await startOwnDatabase();
process.env.DATABASE_URL = own.url;
// What reads the database's address when it is imported.
const { makeWorkload, startControl, statusOf, eventsOf, stopRows } = await import("#lib/testing/workloads");
const { database, closeDatabase } = await import("#lib/store/database");
const { stopChangeFeed } = await import("#lib/store/change-feed");
const { findProton, listReplicas } = await import("#lib/store/protons");

const readinessProbe = { path: "/readyz", port: 8080, initialDelaySeconds: 0, periodSeconds: 1 };
let image = "";
let control: ReturnType<typeof startControl>;

beforeAll(async () => {
  image = await buildGreeter(inject("engineAddress"));
  control = startControl(engine, { times: { roundMs: 1_000 } });
}, 300_000);
afterEach(async () => {
  for (const { id } of await database.workload.findMany({ where: { deletedAt: null } }))
    await stopRows(id, { deletedAt: new Date() });
  await expect.poll(() => database.workload.count(), { timeout: 60_000 }).toBe(0);
});
afterAll(async () => {
  await control.stop();
  await stopChangeFeed();
  await closeDatabase();
  await own.stop();
}, 120_000);

const run = (container: Record<string, unknown> = {}) =>
  makeWorkload({ container: { imageUri: image, entrypoint: null, readinessProbe, ...container } });
const variable = (name: string, value: string) => ({ environmentVars: [{ name, value }] });
async function waitFor(id: string, status: RegExp): Promise<void> {
  await expect.poll(() => statusOf(id), { timeout: 90_000 }).toMatch(status);
}
async function getReplica(id: string) {
  const [replica] = await listReplicas(database, { workloadId: id });
  if (replica?.address == null) throw new Error("There is no replica with an address");
  return { ...replica, url: `http://${replica.address}` };
}

/** What `statusDetails` tells of its only replica and container. */
async function detailsOf(id: string, protonId: string) {
  const proton = await findProton(database, id, protonId);
  if (proton === null) throw new Error("There is no proton");
  const { overallStatus, replicas } = describeProton(proton, await listReplicas(database, { protonId }));
  const [replica] = replicas;
  return { summary: overallStatus.summary, replica, container: replica?.containers[0] };
}
const waitForDetails = (id: string, protonId: string, details: object) =>
  expect.poll(() => detailsOf(id, protonId), { timeout: 60_000, interval: 50 }).toMatchObject(details);

test("it is launching until it is ready, then answers as its user, and its crash is said", async () => {
  const { id } = await run(variable("READY_AFTER_MS", "5000"));
  await waitFor(id, /^launching: web: Readiness probe: answered 503$/);
  await waitFor(id, /^running$/);
  const { url, state } = await getReplica(id);
  const [container] = state.containers;
  expect(Date.now() - (container?.startedAt?.getTime() ?? 0)).toBeGreaterThan(5_000);
  expect(await (await fetch(url)).json()).toMatchObject({ greeting: "hello", workload: id, uid: 1000 });
  await fetch(`${url}/crash`).catch(() => undefined);
  await waitFor(id, /^launching: web: ended with exit code 3: crash requested/);
  await waitFor(id, /^running$/);
  expect((await getReplica(id)).state.containers[0]?.restartCount).toBe(1);
  expect(await eventsOf(id)).toContain("Container Exited");
  const lines = await database.workloadLogLine.findMany({ where: { workloadId: id } });
  expect(lines.filter(({ message }) => message === "crash requested")).toHaveLength(1);
}, 240_000);

test("memory that runs out is said, and mended", async () => {
  const { id, protonId } = await run();
  await waitFor(id, /^running$/);
  await fetch(`${(await getReplica(id)).url}/grow`);
  const message = expect.stringMatching(/^ran out of memory/);
  await waitForDetails(id, protonId, {
    summary: expect.stringMatching(/^web: ran out of memory/),
    container: { status: "terminated", reason: "OutOfMemory", exitCode: 137, message },
  });
  await waitFor(id, /^running$/);
  const { container } = await detailsOf(id, protonId);
  expect(container).toMatchObject({ restartCount: 1, lastState: { reason: "OutOfMemory", exitCode: 137 } });
}, 240_000);

test("what fails its liveness probe is said, and ends at once rather than when it is started anew", async () => {
  const livenessProbe = { ...readinessProbe, path: "/status?code=500", failureThreshold: 2 };
  const { id, protonId } = await run({ livenessProbe });
  await waitForDetails(id, protonId, {
    summary: expect.stringMatching(/^web: was ended because its liveness probe failed/),
    container: {
      ...{ status: "terminated", reason: "LivenessFailed", ready: false },
      probes: { liveness: { state: "failing", message: "answered 500" } },
    },
  });
  const running = (await contents.listContainers(id)).filter(({ state }) => state === "running");
  expect(running.map(({ name }) => name)).toEqual([null]);
  // The greeter's word on SIGTERM.
  await expect
    .poll(() => database.workloadLogLine.count({ where: { workloadId: id, message: "stopping" } }))
    .toBe(1);
  await waitForDetails(id, protonId, { container: { status: "running", restartCount: 1 } });
}, 240_000);

test("what cannot start says why, each in its own words", async () => {
  const missing = await run({ imageUri: "127.0.0.1:1/none:1" });
  const root = await run({ imageUri: inject("baseImage") });
  const deaf = await run({ ...variable("PORT", "9090"), readinessProbe: null });
  const why = "127.0.0.1:1/none:1 cannot be pulled: the registry 127.0.0.1:1 is unreachable";
  await waitForDetails(missing.id, missing.protonId, {
    summary: expect.stringContaining(why),
    replica: { status: "pending", message: expect.stringContaining(why) },
  });
  await waitForDetails(root.id, root.protonId, {
    summary: expect.stringContaining("runs as root"),
    replica: { status: "failed", message: expect.stringContaining("give the image a USER") },
  });
  await waitForDetails(deaf.id, deaf.protonId, {
    summary: "web: nothing listens on port 8080",
    replica: { status: "running" },
    container: { status: "running", ready: false },
  });
  expect(await statusOf(root.id)).toMatch(/^errored: /);
  expect(await statusOf(deaf.id)).toBe("launching: web: nothing listens on port 8080");
}, 240_000);

test("a worker that takes over leaves running containers alone", async () => {
  const { id } = await run();
  await waitFor(id, /^running$/);
  const before = (await getReplica(id)).state.containers[0];
  await control.stop();
  control = startControl(engine, { times: { roundMs: 1_000 } });
  await expect.poll(() => statusOf(id), { timeout: 10_000 }).toBe("running");
  const { url, state } = await getReplica(id);
  await fetch(`${url}/crash`).catch(() => undefined);
  await expect
    .poll(async () => (await getReplica(id)).state.containers[0]?.restartCount, { timeout: 90_000 })
    .toBe(1);
  expect(state.containers[0]?.startedAt).toEqual(before?.startedAt);
}, 240_000);
