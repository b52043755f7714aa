import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { openContents } from "#lib/testing/engine-contents";
import {
  findProcess,
  makeHome,
  type Product,
  removeHome,
  startProduct,
  testAdministrator,
} from "#lib/testing/product";
import { accessVariables } from "#lib/testing/product-access";
import { buildUserImage } from "#lib/testing/user-image";
import { WorkloadClient } from "#lib/testing/workload-client";

const engine = makeDockerEngine(inject("engineAddress"));
const home = makeHome();
let product: Product;
let client: WorkloadClient;
let image = "";
const ids: string[] = [];

beforeAll(async () => {
  image = await buildUserImage(engine, inject("baseImage"));
  // On all addresses, so that only what keeps workloads in is in the way.
  const settings = { ...testAdministrator, DOCKER_HOST: inject("engineAddress"), HOST: "0.0.0.0" };
  product = await startProduct(settings, home);
  client = new WorkloadClient(product, testAdministrator.PLIMSOLL_ADMIN_TOKEN);
}, 120_000);
afterAll(async () => {
  for (const id of ids) await client.delete(id);
  const contents = openContents(inject("engineAddress"));
  const left = async () =>
    (await contents.listContainers()).some(({ workloadId }) => ids.includes(workloadId));
  while (await left()) await delay(100);
  await product.stop();
  removeHome(home);
}, 120_000);

/** Does as the query says and tells what came of it: `reach` an address, `connect` a socket, `write` a file, `read` one. */
const prober = `
  const fs = require("node:fs"), net = require("node:net"), http = require("node:http");
  const open = (options) => new Promise((done) => {
    const socket = net.connect({ ...options, timeout: 2000 });
    socket.on("connect", () => done("reached"));
    for (const event of ["timeout", "error"]) socket.on(event, (error) => { socket.destroy(); done(error?.code ?? event); });
  });
  const attempt = (work) => { try { return work() ?? "done"; } catch (error) { return error.code ?? error.message; } };
  const acts = {
    reach: (place) => { const at = place.lastIndexOf(":"); return open({ host: place.slice(0, at), port: Number(place.slice(at + 1)) }); },
    connect: (path) => open({ path }),
    write: (path) => attempt(() => fs.writeFileSync(path, "x")),
    read: (path) => attempt(() => fs.readFileSync(path, "utf8")),
    list: (path) => attempt(() => fs.readdirSync(path)),
    become: (uid) => attempt(() => process.setuid(Number(uid))),
    environment: () => process.env,
  };
  http.createServer(async (request, response) => {
    const asked = [...new URL(request.url, "http://x").searchParams];
    const told = await Promise.all(asked.map(async ([act, what]) => [act + " " + what, await acts[act](what)]));
    response.end(JSON.stringify(Object.fromEntries(told)));
  }).listen(8080);
`;

async function runProber(name: string): Promise<string> {
  const container = { name: "web", primary: true, port: 8080, imageUri: image };
  const environmentVars = [{ name: "OWN", value: "of the container" }];
  const entrypoint = ["node", "-e", prober];
  const draft = await client.makeDraft(name, [{ ...container, entrypoint, environmentVars }]);
  const { id } = await client.run(name, draft.id);
  ids.push(id);
  await client.waitUntilRunning(id);
  return id;
}

async function probe(id: string, asked: [string, string][]): Promise<Record<string, unknown>> {
  const answer = await client.invoke(id, `?${new URLSearchParams(asked)}`);
  return z.record(z.string(), z.unknown()).parse(await answer.json());
}
const answers = async (id: string, act: string, places: readonly string[]) =>
  Object.values(
    await probe(
      id,
      places.map((place) => [act, place]),
    ),
  );

const hostAddresses = () =>
  Object.values(networkInterfaces()).flatMap((found) =>
    (found ?? []).flatMap(({ address, family }) => (family === "IPv4" ? address : [])),
  );

test("a container reaches nothing but itself: no process of the product, no engine, no other workload", async () => {
  const [id, other] = [await runProber("first"), await runProber("second")];
  const { DATABASE_URL } = accessVariables(home);
  const ports = [product.url, product.gatewayUrl, DATABASE_URL].map((url) => new URL(url).port);
  const addresses = hostAddresses();
  const own = addresses.filter((address) => address.startsWith("10.201."));
  expect(own.length).toBeGreaterThanOrEqual(2);
  // Each of them is there, for those who may.
  for (const port of ports.slice(0, 2))
    expect((await fetch(`http://${own[0]}:${port}/healthz`)).status).toBe(200);
  const neighbour = await client.findAddress(other);
  const places = [
    ...addresses.flatMap((address) => ports.map((port) => `${address}:${port}`)),
    ...own.flatMap((address) => [`${address}:2375`, `${address}:2376`, `${address}:22`]),
    neighbour,
    // What machines in a cloud are told of themselves.
    "169.254.169.254:80",
    "1.1.1.1:53",
  ];
  expect(await answers(id, "reach", places)).not.toContain("reached");
  expect(await answers(id, "reach", ["127.0.0.1:8080"])).toEqual(["reached"]);
  expect(await answers(other, "reach", [await client.findAddress(other)])).toEqual(["reached"]);
  const sockets = [new URL(inject("engineAddress")).pathname, "/var/run/docker.sock", "/run/docker.sock"];
  expect(new Set(await answers(id, "connect", sockets))).toEqual(new Set(["ENOENT"]));
}, 180_000);

test("it is told what its specification says, and sees no process but its own", async () => {
  const id = await runProber("third");
  const { "environment ": environment, "list /proc": entries } = await probe(id, [
    ["environment", ""],
    ["list", "/proc"],
  ]);
  const told = z.record(z.string(), z.string()).parse(environment);
  expect(told).toMatchObject({ OWN: "of the container", WORKLOAD_ID: id });
  const variables = readFileSync(`/proc/${findProcess(product, "worker")}/environ`, "utf8").split("\0");
  const secret = variables.filter((line) => /^(PLIMSOLL_|DATABASE_URL|DOCKER_HOST)/.test(line));
  expect(secret.length).toBeGreaterThan(3);
  for (const line of secret) {
    expect(Object.keys(told)).not.toContain(line.slice(0, line.indexOf("=")));
    expect(Object.values(told)).not.toContain(line.slice(line.indexOf("=") + 1));
  }
  const pids = z
    .array(z.string())
    .parse(entries)
    .filter((name) => /^\d+$/.test(name));
  const commands = await answers(
    id,
    "read",
    pids.map((pid) => `/proc/${pid}/cmdline`),
  );
  expect(new Set(commands.map((command) => String(command).split("\0")[0]))).toEqual(new Set(["node"]));
}, 120_000);

test("it writes where it may and nowhere else, and does not become another", async () => {
  const id = await runProber("fourth");
  const closed = ["/file", "/etc/passwd", "/usr/bin/node", "/root/file", "/dev/file", "/sys/file"];
  const kernel = ["/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/sys/fs/cgroup/memory.max"];
  for (const refusal of await answers(id, "write", [...closed, ...kernel]))
    expect(refusal).toMatch(/^(EACCES|EROFS|EPERM|ENOENT)$/);
  expect(await answers(id, "write", ["/tmp/file", "/home/node/file"])).toEqual(["done", "done"]);
  expect(await answers(id, "read", ["/root/.profile", "/etc/shadow"])).not.toContain("done");
  expect(await answers(id, "become", ["0"])).toEqual(["EPERM"]);
  expect(await answers(id, "list", ["/dev"])).toEqual([
    expect.not.arrayContaining(["sda", "vda", "nvme0n1", "mem", "kmsg"]),
  ]);
}, 120_000);
