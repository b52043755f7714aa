import { once } from "node:events";
import { request as sendRequest } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "#lib/store/database";
import { makeInvoked, startGateway, startUpstream } from "#lib/testing/gateway";

let running: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  running = await startGateway();
});
afterAll(() => running.gateway.stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test("a request reaches the primary without the prefix, and its answer comes back as it was", async () => {
  const upstream = await startUpstream((request, response) => {
    response.writeHead(
      201,
      "Made",
      [
        ["x-one", "1"],
        ["x-one", "2"],
      ].flat(),
    );
    response.end(JSON.stringify({ url: request.url, headers: request.headers, method: request.method }));
  });
  const { path, token } = await makeInvoked([upstream.address]);
  const answer = await fetch(`${running.origin}${path}a/b?c=d%20e`, {
    method: "DELETE",
    headers: {
      ...bearer(token),
      "x-forwarded-for": "6.6.6.6",
      "x-forwarded-prefix": "/evil",
      "x-own": "yes",
    },
  });
  expect([answer.status, answer.statusText, answer.headers.get("x-one")]).toEqual([201, "Made", "1, 2"]);
  const seen = await answer.json();
  expect(seen).toMatchObject({ url: "/a/b?c=d%20e", method: "DELETE" });
  expect(seen.headers).toMatchObject({
    "x-own": "yes",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-proto": "http",
    "x-forwarded-host": `127.0.0.1:${running.port}`,
    "x-forwarded-prefix": path.slice(0, -1),
    "x-request-id": answer.headers.get("x-request-id"),
  });
  expect(seen.headers).not.toHaveProperty("authorization");
  await upstream.stop();
});

test("who may not is told so, in the words of the contract", async () => {
  const { path, token } = await makeInvoked();
  const ask = async (headers: Record<string, string>, to = path) => {
    const answer = await fetch(running.origin + to, { headers });
    return [answer.status, await answer.json()];
  };
  expect(await ask({})).toEqual([401, { message: "Invalid API key" }]);
  expect(await ask(bearer("nonsense"))).toEqual([401, { message: "Invalid API key" }]);
  const other = await makeInvoked();
  expect(await ask(bearer(token), other.path)).toEqual([404, { detail: "Workload not found" }]);
  const [status] = await ask(bearer(token));
  expect(status).toBe(503);
  expect(await ask({}, "/elsewhere")).toEqual([404, { detail: "There is no such route" }]);
  expect(await ask({}, "/healthz")).toEqual([200, { status: "ok" }]);
});

test("bodies stream both ways, and what was counted is written within a second", async () => {
  const upstream = await startUpstream((request, response) => {
    response.writeHead(200, { "content-type": "application/octet-stream" });
    request.pipe(response);
  });
  const { path, token, id, protonId } = await makeInvoked([upstream.address]);
  const outgoing = sendRequest(`${running.origin}${path}echo`, { method: "POST", headers: bearer(token) });
  outgoing.write("first");
  const [incoming] = await once(outgoing, "response");
  const [first] = await once(incoming, "data");
  expect(String(first)).toBe("first");
  const rest = text(incoming);
  outgoing.end("second");
  expect(await rest).toBe("second");
  await running.gateway.flush();
  const rows = await database.requestStats.findMany({ where: { workloadId: id } });
  expect(rows).toMatchObject([{ protonId, requests: 1, userErrors: 0, serverErrors: 0, concurrent: 1 }]);
  await upstream.stop();
});
