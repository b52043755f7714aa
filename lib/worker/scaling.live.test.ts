import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { invokePath } from "#lib/domain/invoke-address";
import { runtimeInput } from "#lib/domain/runtime";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { openContents } from "#lib/testing/engine-contents";
import { buildGreeter, describeGreeter } from "#lib/testing/greeter-image";
import { startOwnDatabase } from "#lib/testing/own-database";

const engine = makeDockerEngine(inject("engineAddress"));
const contents = openContents(inject("engineAddress"));
const own = await startOwnDatabase();
process.env.DATABASE_URL = own.url;
// What reads the database's address when it is imported.
const { makeWorkload, startControl, statusOf, eventsOf, stopRows } = await import("#lib/testing/workloads");
const { startGateway } = await import("#lib/testing/gateway");
const { makeToken } = await import("#lib/testing/actors");
const { database, closeDatabase } = await import("#lib/store/database");
const { stopChangeFeed } = await import("#lib/store/change-feed");

const times = { roundMs: 500, scaleMs: 500, downMs: 4_000, idleMs: 4_000, usageMs: 1_000 };
let image = "";
let control: ReturnType<typeof startControl>;
let gateway: Awaited<ReturnType<typeof startGateway>>;

beforeAll(async () => {
  image = await buildGreeter(inject("engineAddress"));
  control = startControl(engine, { times });
  gateway = await startGateway();
}, 180_000);
afterAll(async () => {
  for (const { id } of await database.workload.findMany()) await stopRows(id, { deletedAt: new Date() });
  while ((await database.workload.count()) > 0) await delay(100);
  await gateway.gateway.stop();
  await control.stop();
  await stopChangeFeed();
  await closeDatabase();
  await own.stop();
}, 120_000);

async function runScaling(least: number, most: number) {
  const rules = {
    minReplicaCount: least,
    maxReplicaCount: most,
    policies: [{ scalingMetric: "httpRequestsConcurrency", target: 1 }],
  };
  const runtime = runtimeInput.parse({ containerGroups: [{ autoscaling: rules }] });
  const { id, actor } = await makeWorkload({
    container: { ...describeGreeter(image, "hello"), entrypoint: null },
    runtime,
  });
  const headers = { authorization: `Bearer ${await makeToken(actor.userId)}` };
  const ask = (path = "") => fetch(`${gateway.origin}${invokePath(id)}${path}`, { headers });
  await expect.poll(() => statusOf(id), { timeout: 60_000 }).toBe("running");
  return { id, ask };
}

const countRunning = async (id: string) =>
  (await contents.listContainers(id)).filter(({ name, state }) => name !== null && state === "running")
    .length;
const waitForCount = (id: string, count: number) =>
  expect.poll(() => countRunning(id), { timeout: 90_000, interval: 200 }).toBe(count);

test("requests at once bring more containers, all of which answer, and fewer when they are over", async () => {
  const { id, ask } = await runScaling(1, 3);
  expect(await countRunning(id)).toBe(1);
  let busy = true;
  const statuses = new Set<number>();
  const clients = Array.from({ length: 4 }, async () => {
    while (busy) statuses.add((await ask("slow?ms=1500")).status);
  });
  await waitForCount(id, 3);
  expect(await statusOf(id)).toBe("running");
  busy = false;
  await Promise.all(clients);
  expect([...statuses]).toEqual([200]);
  await waitForCount(id, 1);
  expect(await statusOf(id)).toBe("running");
  expect((await eventsOf(id)).filter((title) => title === "Scaled").length).toBeGreaterThanOrEqual(2);
  expect(await (await ask()).json()).toMatchObject({ greeting: "hello", workload: id });
}, 240_000);

test("without requests nothing runs, and the first one afterwards waits and is answered", async () => {
  const { id, ask } = await runScaling(0, 1);
  expect((await ask()).status).toBe(200);
  await expect
    .poll(() => statusOf(id), { timeout: 60_000 })
    .toBe("running: Scaled to zero; the next request wakes it");
  await expect.poll(() => contents.listContainers(id), { timeout: 60_000 }).toEqual([]);
  // Several at once wake it once.
  const answers = await Promise.all([ask("first"), ask("second"), ask("third")]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await answers[0]?.json()).toMatchObject({ greeting: "hello", uid: 1000, path: "/first" });
  expect(await countRunning(id)).toBe(1);
  await expect.poll(() => statusOf(id), { timeout: 10_000 }).toBe("running");
}, 240_000);
