import { once } from "node:events";
import { Agent, request as sendRequest } from "node:http";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { database } from "#lib/store/database";
import { addReplica, makeInvoked, startGateway, startUpstream, toZero } from "#lib/testing/gateway";
import { makeReplacement } from "#lib/testing/workloads";

let running: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  running = await startGateway({
    bodyBytes: 1024 ** 2,
    firstByte: 400,
    connect: 300,
    upload: 500,
    wake: 8_000,
  });
});
afterAll(() => running.gateway.stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
function* repeat(piece: Uint8Array) {
  for (;;) yield piece;
}

const nobody = "127.0.0.1:1";

async function ask(made: { path: string; token: string }, path = "", init: RequestInit = {}) {
  const headers = { ...bearer(made.token), ...Object.fromEntries(new Headers(init.headers)) };
  const answer = await fetch(`${running.origin}${made.path}${path}`, { ...init, headers });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

test("a replica that refuses the connection is passed over, whatever is sent", async () => {
  const upstream = await startUpstream((request, response) => request.pipe(response));
  const made = await makeInvoked([nobody, upstream.address]);
  for (let turn = 0; turn < 8; turn += 1)
    expect(await ask(made, "x", { method: "POST", body: `body ${turn}` })).toMatchObject({
      status: 200,
      text: `body ${turn}`,
    });
  await upstream.stop();
});

test("what stands between a request and its answer is said", async () => {
  const upstream = await startUpstream((request, response) => {
    if (request.url === "/reset") request.socket.destroy();
    else if (request.url === "/half") {
      response.writeHead(200, { "content-length": 100 });
      response.write("half");
      setTimeout(() => request.socket.destroy(), 20);
    }
  });
  const made = await makeInvoked([upstream.address]);
  expect(await ask(made, "reset", { method: "POST" })).toMatchObject({
    status: 502,
    text: '{"detail":"The workload closed the connection before it answered"}',
  });
  expect(await ask(made, "late")).toMatchObject({ status: 504 });
  await expect(ask(made, "half")).rejects.toThrow();
  const refusing = await makeInvoked([nobody]);
  expect(await ask(refusing)).toMatchObject({
    status: 502,
    text: '{"detail":"The workload refused the connection: nothing listens on its port"}',
  });
  const stopped = await makeInvoked();
  await database.workload.update({ where: { id: stopped.id }, data: { goal: "stopped", status: "stopped" } });
  const refused = await ask(stopped);
  expect(refused).toMatchObject({
    status: 503,
    text: '{"detail":"The workload is stopped. Start it first."}',
  });
  expect(refused.headers.get("retry-after")).toBe("30");
  await upstream.stop();
});

test("bodies and headers are limited, and a body that stops coming ends the request", async () => {
  const upstream = await startUpstream((request) => request.resume());
  const made = await makeInvoked([upstream.address]);
  const large = new Uint8Array(1024 ** 2 + 1);
  expect(await ask(made, "", { method: "POST", body: large })).toMatchObject({ status: 413 });
  const endless = sendRequest(`${running.origin}${made.path}`, {
    method: "POST",
    headers: bearer(made.token),
  });
  endless.on("error", () => undefined);
  Readable.from(repeat(large.subarray(0, 200_000))).pipe(endless);
  const [refusal] = await once(endless, "response");
  expect([refusal.statusCode, await text(refusal)]).toEqual([
    413,
    '{"detail":"The body is larger than 1 MiB"}',
  ]);
  expect(await ask(made, "", { headers: { "x-large": "x".repeat(17_000) } })).toMatchObject({ status: 431 });
  const slow = sendRequest(`${running.origin}${made.path}`, {
    method: "PUT",
    headers: { ...bearer(made.token), "content-length": "10" },
  });
  slow.write("12345");
  const [answer] = await once(slow, "response");
  expect([answer.statusCode, await text(answer)]).toEqual([408, '{"detail":"The body stopped coming"}']);
  await upstream.stop();
});

test("a client that goes away ends the request at the container", async () => {
  let ended: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const upstream = await startUpstream((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: 1\n\n");
    response.once("close", ended);
  });
  const made = await makeInvoked([upstream.address]);
  const controller = new AbortController();
  const answer = await fetch(`${running.origin}${made.path}`, {
    headers: bearer(made.token),
    signal: controller.signal,
  });
  const reader = answer.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("data: 1\n\n");
  controller.abort();
  await gone;
  await upstream.stop();
});

test("another protocol is spoken through it once the container agrees", async () => {
  const upstream = await startUpstream((_request, response) => response.writeHead(426).end("only echo"));
  upstream.server.on("upgrade", (request, socket) => {
    if (request.headers.upgrade !== "echo")
      return socket.end("HTTP/1.1 400 No\r\ncontent-length: 2\r\n\r\nno");
    socket.write("HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nconnection: upgrade\r\n\r\nhello ");
    socket.pipe(socket);
  });
  const made = await makeInvoked([upstream.address]);
  const open = (protocol: string, token = made.token) => {
    const socket = connect(running.port, "127.0.0.1");
    socket.write(
      `GET ${made.path}ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: ${protocol}\r\nauthorization: Bearer ${token}\r\n\r\n`,
    );
    return socket;
  };
  const socket = open("echo");
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  await vi.waitFor(() => expect(received).toMatch(/^HTTP\/1\.1 101 .*upgrade: echo.*\r\n\r\nhello $/s));
  socket.write("world");
  await vi.waitFor(() => expect(received).toMatch(/hello world$/));
  socket.destroy();
  expect(await text(open("other"))).toMatch(/^HTTP\/1\.1 400 No\r\n.*\r\n\r\nno$/s);
  expect(await text(open("echo", "nonsense"))).toMatch(/^HTTP\/1\.1 401 .*Invalid API key/s);
  await upstream.stop();
});

test("the first request to a workload that went to zero wakes it and is answered", async () => {
  const upstream = await startUpstream((_request, response) => response.end("awake"));
  const made = await makeInvoked([], { runtime: toZero });
  const answered = ask(made);
  await vi.waitFor(async () => {
    const { wokenAt } = await database.workload.findUniqueOrThrow({ where: { id: made.id } });
    expect(wokenAt).not.toBeNull();
  });
  await running.gateway.flush();
  expect(await database.gatewayLoad.findMany({ where: { workloadId: made.id } })).toMatchObject([
    { inFlight: 1 },
  ]);
  await addReplica(made, upstream.address);
  expect(await answered).toMatchObject({ status: 200, text: "awake" });
  await upstream.stop();
});

test("when another proton becomes the active one no request fails, and what began on the old one ends there", async () => {
  const answer = (name: string) =>
    startUpstream((_request, response) => {
      setTimeout(() => response.end(name), 100);
    });
  const [old, next] = [await answer("old"), await answer("next")];
  const made = await makeInvoked([old.address]);
  const { candidateProtonId: nextId } = await makeReplacement(made);
  await addReplica({ ...made, protonId: nextId }, next.address);
  const answers: Promise<{ status: number; text: string }>[] = [];
  for (let turn = 0; turn < 60; turn += 1) {
    answers.push(ask(made));
    if (turn === 20) {
      await database.workload.update({ where: { id: made.id }, data: { activeProtonId: nextId } });
      await database.replica.update({ where: { id: made.replicaIds[0] ?? "" }, data: { goal: "drain" } });
    }
    await delay(5);
  }
  const all = await Promise.all(answers);
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  expect([all.at(0)?.text, all.at(-1)?.text]).toEqual(["old", "next"]);
  expect(await ask(made, `protons/${made.protonId}/`)).toMatchObject({ status: 503 });
  expect(await ask(made, `protons/${nextId}/`)).toMatchObject({ status: 200, text: "next" });
  await Promise.all([old.stop(), next.stop()]);
});

test("asked to stop, it ends what is under way and takes nothing new", async () => {
  const upstream = await startUpstream((_request, response) => {
    setTimeout(() => response.end("done"), 300);
  });
  const own = await startGateway();
  const made = await makeInvoked([upstream.address]);
  const agent = new Agent({ keepAlive: true });
  const outgoing = sendRequest(`${own.origin}${made.path}`, { agent, headers: bearer(made.token) });
  outgoing.end();
  await vi.waitFor(() => expect(upstream.server.connections).not.toBe(0));
  await delay(100);
  const stopped = own.gateway.stop();
  const [answer] = await once(outgoing, "response");
  expect(await text(answer)).toBe("done");
  await stopped;
  await expect(fetch(`${own.origin}/healthz`)).rejects.toThrow();
  const rows = await database.requestStats.findMany({ where: { workloadId: made.id } });
  expect(rows).toMatchObject([{ requests: 1 }]);
  expect(await database.gatewayLoad.findMany({ where: { workloadId: made.id } })).toMatchObject([
    { inFlight: 0 },
  ]);
  agent.destroy();
  await upstream.stop();
});
