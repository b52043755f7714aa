import { once } from "node:events";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readTraceparent } from "#lib/domain/trace-context";
import { traceQuery } from "#lib/domain/traces";
import { database } from "#lib/store/database";
import { listTraces, readTrace } from "#lib/store/traces";
import { addReplica, makeInvoked, startGateway, startUpstream, toZero } from "#lib/testing/gateway";
import { Tracing } from "./tracing";

let running: Awaited<ReturnType<typeof startGateway>>;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
const told: (string | string[] | undefined)[] = [];
beforeAll(async () => {
  running = await startGateway();
  upstream = await startUpstream((request, response) => {
    told.push(request.headers.traceparent);
    response.writeHead(request.url?.startsWith("/fail") ? 500 : 200).end("answer");
  });
  upstream.server.on("upgrade", (_request, socket) => {
    socket.end("HTTP/1.1 101 Switching Protocols\r\nupgrade: echo\r\nconnection: upgrade\r\n\r\n");
  });
});
afterAll(async () => {
  await running.gateway.stop();
  await upstream.stop();
});

type Made = Awaited<ReturnType<typeof makeInvoked>>;
const nobody = "127.0.0.1:1";
const senders = "b7ad6b7169203331";
let traces = 0;

function newTraceId(): string {
  traces += 1;
  return traces.toString(16).padStart(32, "0");
}

async function ask({ path, token }: Made, below = "", traceparent?: string) {
  const answer = await fetch(`${running.origin}${path}${below}`, {
    headers: { authorization: `Bearer ${token}`, ...(traceparent && { traceparent }) },
  });
  await answer.text();
  return answer.headers.get("x-request-id");
}

async function spansOf({ id: workloadId }: Made, traceId: string) {
  await running.gateway.flush();
  return readTrace(database, { workloadId, traceId }, 100);
}

async function tracesOf({ id }: Made) {
  await running.gateway.flush();
  return listTraces(database, id, traceQuery.parse({}));
}

test("a trace that its sender began goes on through the gateway to the container", async () => {
  const made = await makeInvoked([upstream.address]);
  const traceId = newTraceId();
  const before = Date.now();
  const requestId = await ask(made, "a/b?token=secret", `00-${traceId}-${senders}-01`);
  const [request, attempt, ...more] = await spansOf(made, traceId);
  expect(more).toEqual([]);
  expect(request).toMatchObject({
    ...{ parentSpanId: senders, name: "GET /a/b", kind: "SERVER", statusCode: "UNSET" },
    attributes: {
      "http.request.method": "GET",
      "http.response.status_code": 200,
      "plimsoll.proton.id": made.protonId,
      "plimsoll.request.id": requestId,
      "url.path": "/a/b",
    },
  });
  expect(attempt).toMatchObject({
    ...{ parentSpanId: request?.spanId, name: "GET", kind: "CLIENT", statusCode: "UNSET" },
    attributes: { "plimsoll.replica.id": made.replicaIds[0], "http.response.status_code": 200 },
  });
  expect(readTraceparent(told.at(-1))).toEqual({ traceId, spanId: attempt?.spanId, sampled: true });
  expect(request?.startTime.getTime()).toBeGreaterThanOrEqual(before - 1);
  expect(request?.duration).toBeGreaterThanOrEqual(attempt?.duration ?? Number.POSITIVE_INFINITY);
  expect(JSON.stringify([request, attempt])).not.toContain("secret");
});

test("who does not want to be recorded is not, and is passed on as they wrote it", async () => {
  const made = await makeInvoked([upstream.address]);
  const traceparent = `00-${newTraceId()}-${senders}-00`;
  await ask(made, "", traceparent);
  expect(told.at(-1)).toBe(traceparent);
  expect(await tracesOf(made)).toEqual([]);
});

test("of requests without a trace one a second is recorded, of those with one ten, of each workload", () => {
  const tracing = new Tracing();
  const record = (workloadId: string, traceparent?: string) =>
    tracing.begin(
      {
        request: { method: "GET", headers: { traceparent } },
        ...{ address: { workloadId, path: "/" }, requestId: "", arrivedAt: performance.now() },
      },
      "",
    ) !== null;
  expect([record("one"), record("one"), record("other")]).toEqual([true, false, true]);
  const asked = Array.from({ length: 20 }, () => record("one", `00-${newTraceId()}-${senders}-01`));
  expect(asked.filter(Boolean)).toHaveLength(9);
  void tracing.flush();
  expect(record("one")).toBe(true);
});

test("a request that brings no trace begins one", async () => {
  const made = await makeInvoked([upstream.address]);
  await ask(made, "own");
  const [trace, ...more] = await tracesOf(made);
  expect(trace).toMatchObject({ rootSpanName: "GET /own", spansCount: 2, errorSpansCount: 0 });
  expect(more).toEqual([]);
  expect(readTraceparent(told.at(-1))).toMatchObject({ traceId: trace?.traceId, sampled: true });
});

test("a replica that cannot be reached is an attempt of its own; a failing answer is one too", async () => {
  const made = await makeInvoked([nobody, upstream.address]);
  await vi.waitFor(async () => {
    const traceId = newTraceId();
    await ask(made, "fail", `00-${traceId}-${senders}-01`);
    expect(await spansOf(made, traceId)).toMatchObject([
      { kind: "SERVER", statusCode: "ERROR", attributes: { "http.response.status_code": 500 } },
      {
        ...{ kind: "CLIENT", statusCode: "ERROR" },
        statusMessage: "The workload refused the connection: nothing listens on its port",
        attributes: { "plimsoll.replica.id": made.replicaIds[0] },
      },
      {
        ...{ kind: "CLIENT", statusCode: "ERROR", statusMessage: "" },
        attributes: { "http.request.resend_count": 1, "plimsoll.replica.id": made.replicaIds[1] },
      },
    ]);
  });
});

test("the wait for a workload that wakes is told apart", async () => {
  const made = await makeInvoked([], { runtime: toZero });
  const traceId = newTraceId();
  const answered = ask(made, "", `00-${traceId}-${senders}-01`);
  await vi.waitFor(async () => {
    const { wokenAt } = await database.workload.findUniqueOrThrow({ where: { id: made.id } });
    expect(wokenAt).not.toBeNull();
  });
  await addReplica(made, upstream.address);
  await answered;
  expect(await spansOf(made, traceId)).toMatchObject([
    { kind: "SERVER", statusCode: "UNSET" },
    { kind: "INTERNAL", name: "wait for a replica" },
    { kind: "CLIENT" },
  ]);
});

test("another protocol is a trace until both sides speak it, or nobody does", async () => {
  const made = await makeInvoked([upstream.address]);
  const upgrade = async (traceId: string) => {
    const socket = connect(running.port, "127.0.0.1");
    socket.write(
      `GET ${made.path}ws HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: echo\r\nauthorization: Bearer ${made.token}\r\n` +
        `traceparent: 00-${traceId}-${senders}-01\r\n\r\n`,
    );
    const closed = once(socket, "close");
    await text(socket);
    await closed;
  };
  const traceId = newTraceId();
  await upgrade(traceId);
  expect(await spansOf(made, traceId)).toMatchObject([
    { kind: "SERVER", attributes: { "http.response.status_code": 101 } },
    { kind: "CLIENT", attributes: { "http.response.status_code": 101 } },
  ]);
});
