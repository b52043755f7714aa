import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as sendRequest } from "node:http";
import { connect, createServer } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeInvoked, startGateway, startUpstream } from "#lib/testing/gateway";

let running: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  running = await startGateway({ idle: 500, upload: 5_000, bodyBytes: 64 * 1024 ** 2 });
});
afterAll(() => running.gateway.stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

type Made = Awaited<ReturnType<typeof makeInvoked>>;

async function ask({ path, token }: Made, method = "GET", body?: string) {
  const answer = await fetch(running.origin + path, { method, headers: bearer(token), body: body ?? null });
  return { status: answer.status, text: await answer.text() };
}

async function answerTo(outgoing: ClientRequest): Promise<IncomingMessage> {
  const [answer]: IncomingMessage[] = await once(outgoing, "response");
  if (answer === undefined) throw new Error("There is no answer");
  return answer;
}

/** Something that answers every request's bytes with these, and stays. */
async function startSaying(answer: string) {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("data", () => socket.write(answer, "latin1"));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const place = server.address();
  return {
    address: `127.0.0.1:${typeof place === "object" ? place?.port : 0}`,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

test("a connection is kept, and a request that finds it closed is sent again if it may be", async () => {
  let connections = 0;
  let closing = false;
  const upstream = await startUpstream((request, response) => {
    if (!closing) return response.end("kept");
    closing = false;
    request.socket.destroy();
    return response;
  });
  upstream.server.on("connection", () => {
    connections += 1;
  });
  const made = await makeInvoked([upstream.address]);
  for (let turn = 0; turn < 5; turn += 1) expect(await ask(made)).toEqual({ status: 200, text: "kept" });
  expect(await ask(made, "POST", "body")).toEqual({ status: 200, text: "kept" });
  expect(connections).toBe(1);
  closing = true;
  expect(await ask(made)).toEqual({ status: 200, text: "kept" });
  closing = true;
  expect(await ask(made, "POST", "body")).toMatchObject({ status: 502 });
  expect(await ask(made, "POST", "body")).toEqual({ status: 200, text: "kept" });
  await upstream.stop();
});

test("what is no answer is refused, and its connection with it", async () => {
  const twoLengths = await startSaying(
    "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\nx",
  );
  const twoAnswers = await startSaying(
    "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nxHTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nevil",
  );
  expect(await ask(await makeInvoked([twoLengths.address]))).toEqual({
    status: 502,
    text: '{"detail":"What the workload answered is not HTTP"}',
  });
  const made = await makeInvoked([twoAnswers.address]);
  for (let turn = 0; turn < 3; turn += 1) expect(await ask(made)).toEqual({ status: 200, text: "x" });
  await Promise.all([twoLengths.stop(), twoAnswers.stop()]);
});

test("a client that reads slowly holds its container back, and gets all of it", async () => {
  const piece = Buffer.alloc(64 * 1024, "x");
  const pieces = 1_000;
  let sent = 0;
  const upstream = await startUpstream(async (_request, response) => {
    response.writeHead(200);
    for (; sent < pieces; sent += 1) if (!response.write(piece)) await once(response, "drain");
    response.end();
  });
  const made = await makeInvoked([upstream.address]);
  const outgoing = sendRequest(running.origin + made.path, { headers: bearer(made.token) }).end();
  const answer = await answerTo(outgoing);
  let before = -1;
  await vi.waitFor(
    () => {
      const still = sent === before;
      before = sent;
      expect(still).toBe(true);
    },
    { timeout: 20_000, interval: 100 },
  );
  expect(sent).toBeLessThan(pieces);
  let received = 0;
  for await (const chunk of answer) received += chunk.length;
  expect(received).toBe(pieces * piece.length);
  await upstream.stop();
});

test("a container that reads slowly holds its client back, and gets all of it", async () => {
  const bytes = 32 * 1024 ** 2;
  let arrived: (read: () => void) => void = () => undefined;
  const upstream = await startUpstream(async (request, response) => {
    await new Promise<void>((resolve) => arrived(resolve));
    let received = 0;
    for await (const chunk of request) received += chunk.length;
    response.end(String(received));
  });
  const made = await makeInvoked([upstream.address]);
  for (const framing of [{ "content-length": bytes }, { "transfer-encoding": "chunked" }]) {
    const headers = { ...bearer(made.token), ...framing };
    const arrival = new Promise<() => void>((resolve) => {
      arrived = resolve;
    });
    const outgoing = sendRequest(running.origin + made.path, { method: "POST", headers });
    const ended = new Promise<void>((resolve) => outgoing.end(Buffer.alloc(bytes), resolve));
    const read = await arrival;
    expect(await Promise.race([ended, delay(300, "held")])).toBe("held");
    read();
    const answer = await answerTo(outgoing);
    expect(await text(answer)).toBe(String(bytes));
  }
  await upstream.stop();
});

test("an answer that begins and stops is cut off", async () => {
  const upstream = await startUpstream((_request, response) => {
    response.writeHead(200, { "content-length": 100 });
    response.write("half");
  });
  const made = await makeInvoked([upstream.address]);
  await expect(ask(made)).rejects.toThrow();
  await upstream.stop();
});

test("an answer is passed on before the request is all there, and trailers after it", async () => {
  const upstream = await startUpstream((request, response) => {
    if (request.method === "POST") return response.writeHead(403).end("enough");
    response.writeHead(200, { trailer: "x-sum" });
    response.write("body");
    response.addTrailers({ "x-sum": "4" });
    return response.end();
  });
  const made = await makeInvoked([upstream.address]);
  const headers = { ...bearer(made.token), "content-length": 1_000_000 };
  const outgoing = sendRequest(running.origin + made.path, { method: "POST", headers });
  outgoing.on("error", () => undefined).write("begun");
  const refusal = await answerTo(outgoing);
  expect([refusal.statusCode, await text(refusal)]).toEqual([403, "enough"]);
  const asking = sendRequest(running.origin + made.path, { headers: bearer(made.token) }).end();
  const answer = await answerTo(asking);
  expect([await text(answer), answer.trailers]).toEqual(["body", { "x-sum": "4" }]);
  await upstream.stop();
});

/** All that comes back on a connection of its own. */
async function say(lines: string[], body = ""): Promise<string> {
  const socket = connect(running.port, "127.0.0.1");
  socket.write(`${[...lines, "connection: close"].join("\r\n")}\r\n\r\n${body}`);
  return text(socket);
}

test("how long a body is, is told as it was understood, whatever is done to its headers on the way", async () => {
  const upstream = await startUpstream(async (request, response) => {
    const { host, "content-length": length, "transfer-encoding": encoding } = request.headers;
    response.end(JSON.stringify({ host, length, encoding, body: await text(request) }));
  });
  const { path, token } = await makeInvoked([upstream.address]);
  const lines = [`POST ${path} HTTP/1.1`, `authorization: Bearer ${token}`, "host: own.example"];
  const named = await say([...lines, "connection: content-length, host", "content-length: 4"], "body");
  expect(named).toMatch(/\{"host":"own.example","length":"4","body":"body"\}/);
  const unsized = await say([...lines, "transfer-encoding: chunked"], "2\r\nbo\r\n2;x\r\ndy\r\n0\r\n\r\n");
  expect(unsized).toContain('{"host":"own.example","encoding":"chunked","body":"body"}');
  expect(await say(lines)).toContain('{"host":"own.example","length":"0","body":""}');
  expect(await say([...lines, "transfer-encoding: gzip, chunked"], "0\r\n\r\n")).toMatch(/^HTTP\/1\.1 501 /);
  const both = await say([...lines, "content-length: 4", "transfer-encoding: chunked"], "0\r\n\r\n");
  expect(both).toMatch(/^HTTP\/1\.1 400 /);
  expect(await say([...lines, "content-length: 4", "content-length: 4"], "body")).toMatch(/^HTTP\/1\.1 400 /);
  const old = [`GET ${path}?x HTTP/1.0`, `authorization: Bearer ${token}`];
  expect(await say(old)).toContain('{"host":"","body":""}');
  await upstream.stop();
});
