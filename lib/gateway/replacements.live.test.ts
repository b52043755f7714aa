import { once } from "node:events";
import { type IncomingMessage, request as sendRequest } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { WebSocket } from "undici";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { invokePath } from "#lib/domain/invoke-address";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { buildSample } from "#lib/testing/greeter-image";
import { startOwnDatabase } from "#lib/testing/own-database";
import { startSteadyLoad } from "#lib/testing/steady-load";

const engine = makeDockerEngine(inject("engineAddress"));
const own = await startOwnDatabase();
process.env.DATABASE_URL = own.url;
// What reads the database's address when it is imported.
const { makeWorkload, startControl, statusOf, stopRows } = await import("#lib/testing/workloads");
const { callerOf, makeArtifact } = await import("#lib/testing/factories");
const { makeToken } = await import("#lib/testing/actors");
const { startGateway } = await import("#lib/testing/gateway");
const { runOperation } = await import("#lib/operations/operation");
const replacements = await import("#lib/operations/workload-replacements");
const { database, closeDatabase } = await import("#lib/store/database");
const { stopChangeFeed } = await import("#lib/store/change-feed");

/** As the product has them, but for how long what is open may hold the old version. */
const times = { roundMs: 1_000, leastDrainMs: 3_000, leaveMs: 5_000, graceSeconds: 30, mostDrainMs: 120_000 };
const limits = { cpus: 1, memoryBytes: 256 * 2 ** 20, processes: 100 };
const start = (more: { readyMs?: number } = {}) =>
  startControl(engine, { times: { ...times, ...more }, limits });

let image = "";
let control: ReturnType<typeof startControl>;
let gateway: Awaited<ReturnType<typeof startGateway>>;
let load: ReturnType<typeof startSteadyLoad> | null = null;

beforeAll(async () => {
  image = await buildSample(inject("engineAddress"), "named");
  control = start();
  gateway = await startGateway();
}, 300_000);
afterEach(async () => {
  await load?.stop();
  for (const { id } of await database.workload.findMany()) await stopRows(id, { deletedAt: new Date() });
  await expect.poll(() => database.workload.count(), { timeout: 150_000 }).toBe(0);
}, 180_000);
afterAll(async () => {
  await gateway.gateway.stop();
  await control.stop();
  await stopChangeFeed();
  await closeDatabase();
  await own.stop();
}, 120_000);

const describeNamed = (name: string, readyAfterMs = 0) => ({
  ...{ name: "web", primary: true, port: 8080, imageUri: image, entrypoint: null },
  environmentVars: [
    { name: "NAME", value: name },
    { name: "READY_AFTER_MS", value: String(readyAfterMs) },
  ],
  // A machine that stands still for some seconds is no reason to take it out of service.
  readinessProbe: {
    ...{ path: "/readyz", port: 8080, initialDelaySeconds: 0, periodSeconds: 1 },
    ...{ timeoutSeconds: 5, failureThreshold: 10 },
  },
});

/** A workload that answers as `old`, 200 times a second within two seconds each. */
async function runUnderLoad() {
  const made = await makeWorkload({ container: describeNamed("old") });
  await expect.poll(() => statusOf(made.id), { timeout: 120_000 }).toBe("running");
  const headers = { authorization: `Bearer ${await makeToken(made.actor.userId)}` };
  const url = gateway.origin + invokePath(made.id);
  load = startSteadyLoad({ url, headers, perSecond: 200, longestMs: 2_000 });
  await delay(2_000);
  const newest = () => database.replacement.findFirstOrThrow({ where: { workloadId: made.id } });
  return { ...made, headers, url, load, newest, caller: callerOf(made.actor) };
}
type Running = Awaited<ReturnType<typeof runUnderLoad>>;

async function replace({ actor, id, caller }: Running, container: Record<string, unknown>) {
  const next = await makeArtifact(actor, { spec: { containerGroups: [{ containers: [container] }] } });
  const input = { id, artifactId: next.id, strategy: "rolling" };
  await runOperation(replacements.startReplacement, caller, input);
}

const waitFor = ({ newest }: Running, status: string) =>
  expect.poll(async () => (await newest()).status, { timeout: 180_000 }).toBe(status);
const hasSwitched = ({ newest }: Running) =>
  expect.poll(async () => (await newest()).switchedAt, { timeout: 180_000 }).not.toBeNull();

/** Lines that come until the client has sent all of its own. */
async function openLines({ url, headers }: Running) {
  const outgoing = sendRequest(`${url}lines`, { method: "POST", headers });
  outgoing.write("begun");
  const [answer]: IncomingMessage[] = await once(outgoing, "response");
  if (answer === undefined) throw new Error("There is no answer");
  const lines = text(answer).then((all) =>
    all
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  );
  return {
    async end(): Promise<{ name: string; line: number | "last" }[]> {
      outgoing.end();
      return lines;
    },
  };
}

/** A WebSocket over which a number goes back and forth until it is ended. */
async function openSocket({ url, headers }: Running) {
  const socket = new WebSocket(url.replace("http:", "ws:"), { headers });
  const heard: string[] = [];
  const closed = new Promise<number>((resolve) => {
    socket.addEventListener("close", ({ code }) => resolve(code));
  });
  socket.addEventListener("message", ({ data }) => heard.push(String(data)));
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  let sent = 0;
  const timer = setInterval(() => {
    socket.send(String(sent));
    sent += 1;
  }, 100);
  return {
    async end() {
      clearInterval(timer);
      await expect.poll(() => heard.length, { timeout: 10_000 }).toBe(sent);
      socket.close(1000);
      return { heard, code: await closed };
    },
  };
}

const numbered = (name: string, { length }: { length: number }) =>
  Array.from({ length }, (_, number) => `${name} ${number}`);

test("a replacement fails no request, and what is open on the old version ends there", async () => {
  const running = await runUnderLoad();
  const { load: steady } = running;
  const before = { lines: await openLines(running), socket: await openSocket(running) };
  await replace(running, describeNamed("new", 1_000));
  await hasSwitched(running);
  await delay(3_000);
  const settledAt = performance.now();
  const after = { lines: await openLines(running), socket: await openSocket(running) };
  await delay(3_000);
  expect(await running.newest()).toMatchObject({ status: "promoting" });
  for (const [name, { lines, socket }] of [
    ["old", before],
    ["new", after],
  ] as const) {
    const { heard, code } = await socket.end();
    expect([code, heard]).toEqual([1000, numbered(name, heard)]);
    expect(heard.length).toBeGreaterThan(10);
    const all = await lines.end();
    expect(all).toMatchObject(all.map((_, line) => ({ name, line: line + 1 < all.length ? line : "last" })));
    expect(all.length).toBeGreaterThan(10);
  }
  await waitFor(running, "completed");
  await delay(2_000);
  await steady.stop();
  expect(steady.failures).toEqual([]);
  expect(steady.answers[0]?.name).toBe("old");
  expect(new Set(steady.answers.filter(({ sentAt }) => sentAt > settledAt).map(({ name }) => name))).toEqual(
    new Set(["new"]),
  );
}, 480_000);

test("a candidate that never gets ready ends errored, and the old version misses no request", async () => {
  const running = await runUnderLoad();
  // Only now, as the first one had to get ready as well.
  await control.stop();
  control = start({ readyMs: 12_000 });
  await replace(running, describeNamed("never", 3_600_000));
  await waitFor(running, "errored");
  await delay(2_000);
  await control.stop();
  control = start();
  await running.load.stop();
  expect(running.load.failures).toEqual([]);
  expect(new Set(running.load.answers.map(({ name }) => name))).toEqual(new Set(["old"]));
  expect(await statusOf(running.id)).toBe("running");
}, 480_000);

test("a replacement that is canceled leaves the old version alone", async () => {
  const running = await runUnderLoad();
  await replace(running, describeNamed("never", 3_600_000));
  await waitFor(running, "initializing");
  await delay(3_000);
  await runOperation(replacements.cancelReplacement, running.caller, { id: running.id });
  await waitFor(running, "canceled");
  await delay(2_000);
  await running.load.stop();
  expect(running.load.failures).toEqual([]);
  expect(new Set(running.load.answers.map(({ name }) => name))).toEqual(new Set(["old"]));
}, 480_000);

test("three replicas in the place of one fail no request, and all of them answer", async () => {
  const running = await runUnderLoad();
  const runtime = { containerGroups: [{ replicaCount: 3 }] };
  await runOperation(replacements.updateSettings, running.caller, { id: running.id, settings: { runtime } });
  await waitFor(running, "completed");
  const completedAt = performance.now();
  await delay(3_000);
  await running.load.stop();
  expect(running.load.failures).toEqual([]);
  const hosts = running.load.answers.filter(({ sentAt }) => sentAt > completedAt).map(({ host }) => host);
  expect(new Set(hosts).size).toBe(3);
}, 480_000);
