import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { networkInterfaces } from "node:os";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { z } from "zod";
import type { ReplicaRequest } from "#lib/engines/replicas";
import { waitForLine } from "#lib/testing/replica-log";
import { describeReplica, shell } from "#lib/testing/replica-requests";
import { buildUserImage } from "#lib/testing/user-image";
import { makeDockerEngine } from "./docker-engine";

const engine = makeDockerEngine(inject("engineAddress"));
const signal = () => AbortSignal.timeout(60_000);

/** Tries to connect to each of TARGETS and writes what came of it. */
const probe = `
  const net = require("node:net");
  const reach = (target) => new Promise((done) => {
    const [port, ...host] = target.split(":").reverse();
    const socket = net.connect({ port: Number(port), host: host.reverse().join(":"), timeout: 1500 });
    socket.on("connect", () => done([target, "reached"]));
    for (const event of ["timeout", "error"]) socket.on(event, () => { socket.destroy(); done([target, "not reached"]); });
  });
  const found = require("node:dns").promises.lookup("example.com").then(() => "found", () => "not found");
  Promise.all([...process.env.TARGETS.split(" ").map(reach), found.then((name) => ["name", name])])
    .then((results) => console.log(JSON.stringify(Object.fromEntries(results))));
  setInterval(() => {}, 1000);
`;
const web = { entrypoint: shell("httpd -f -p 8080") };
const memory = { limits: { memoryBytes: 256 * 2 ** 20, cpus: 1, processes: 50 } };
const prober = (targets: string[]) => ({
  ...memory,
  name: "probe",
  entrypoint: ["node", "-e", probe],
  environment: { TARGETS: targets.join(" ") },
});

let image = "";
let service: Server;
let port = "";
const requests: ReplicaRequest[] = [];

beforeAll(async () => {
  image = await buildUserImage(engine, inject("baseImage"));
  service = createServer((socket) => socket.end()).listen(0, "0.0.0.0");
  await once(service, "listening");
  port = z.object({ port: z.int() }).parse(service.address()).port.toString();
});
afterAll(async () => {
  service.close();
  for (const { replicaId } of requests) await engine.stopReplica(replicaId, { seconds: 0 }, signal());
  for (const { workloadId } of requests) await engine.sweepWorkload(workloadId, signal());
  await engine.removeImage(image, signal());
});

const hostAddresses = () =>
  Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).flatMap(({ address, family }) => (family === "IPv4" ? address : [])),
  );

test("a workload reaches itself and nothing else; the host reaches it", async () => {
  const other = describeReplica(image, web);
  const first = describeReplica(image, web);
  const sibling = { ...first, replicaId: `${first.replicaId}s` };
  requests.push(other, first, sibling);
  const there = await engine.startReplica(other, signal());
  const beside = await engine.startReplica(sibling, signal());
  // The bridges of both workloads among them.
  const host = hostAddresses().filter((address) => !address.startsWith("127."));
  expect(host.filter((address) => address.startsWith("10.201.")).length).toBeGreaterThanOrEqual(2);
  const forbidden = [
    `${there.address}:8080`,
    `${beside.address}:8080`,
    ...host.map((address) => `${address}:${port}`),
    // Addresses outside: of a resolver and of nobody.
    "1.1.1.1:53",
    "192.0.2.1:80",
  ];
  const containers = [
    ...first.containers,
    ...describeReplica(image, prober([...forbidden, "127.0.0.1:8080"])).containers,
  ];
  const here = await engine.startReplica({ ...first, containers }, signal());
  const results = JSON.parse(await waitForLine(engine, first.replicaId, /^\{/, "probe"));
  expect(results).toEqual({
    ...Object.fromEntries(forbidden.map((target) => [target, "not reached"])),
    "127.0.0.1:8080": "reached",
    name: "not found",
  });
  for (const { address } of [here, beside, there]) {
    const answer = await fetch(`http://${address}:8080/`);
    expect(answer.status).toBe(404);
  }
});
