import type { RequestListener } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TrialInput, trialInput, trialLimits } from "#lib/domain/trials";
import { runOperation } from "#lib/operations/operation";
import { openForTrial } from "#lib/operations/workload-visits";
import { makeOrganization, makePerson, openBrowserSession } from "#lib/testing/actors";
import { callerOf, grant } from "#lib/testing/factories";
import { makeInvoked, startGateway, startUpstream } from "#lib/testing/gateway";
import { serveApi } from "#lib/testing/server";
import { sendTrial } from "./send-trial";

const api = serveApi();
let running: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  running = await startGateway();
});
afterAll(() => running.gateway.stop());

const own = { "sec-fetch-site": "same-origin" };

/** A workload in which `answer` runs, and how its owner tries it. */
async function makeTried(answer: RequestListener) {
  const upstream = await startUpstream(answer);
  const { id, actor, path } = await makeInvoked([upstream.address]);
  const credentialOf = async () => (await runOperation(openForTrial, callerOf(actor), { id })).credential;
  const tryIt = async (trial: Partial<TrialInput>, target: { credential?: string; id?: string } = {}) =>
    sendTrial(trialInput.parse({ method: "GET", path: "/", query: [], headers: [], body: "", ...trial }), {
      gateway: running.origin,
      endpoint: `http://plimsoll.example:3001${path.replace(id, target.id ?? id)}`,
      credential: target.credential ?? (await credentialOf()),
      signal: AbortSignal.timeout(20_000),
    });
  return { tryIt, credentialOf, path, upstream };
}

test("what is typed reaches the workload as the person's, and nothing of the person but that", async () => {
  const { tryIt, path, upstream } = await makeTried((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const { url, method, headers } = request;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ url, method, headers, body }));
    });
  });
  const answer = await tryIt({
    ...{ method: "PUT", path: "v1/say?as=typed%20here", body: '{"größe": 1}' },
    query: [{ name: "limit", value: "a b" }],
    headers: [{ name: "X-Own", value: "yes" }],
  });
  expect(answer).toMatchObject({ status: 200, reason: "OK", cut: null });
  const seen = JSON.parse(answer.text ?? "");
  expect(seen).toMatchObject({
    ...{ url: "/v1/say?as=typed%20here&limit=a+b", method: "PUT", body: '{"größe": 1}' },
    headers: {
      ...{ "x-own": "yes", "content-type": "application/json" },
      "x-forwarded-host": "plimsoll.example:3001",
      "x-forwarded-prefix": path.slice(0, -1),
    },
  });
  expect(seen.headers).not.toHaveProperty("authorization");
  expect(seen.headers).not.toHaveProperty("cookie");
  await upstream.stop();
});

test("redirects, cookies and pages are told as they are, and not followed", async () => {
  const { tryIt, upstream } = await makeTried((_request, response) => {
    response.writeHead(302, [
      ...["location", "/elsewhere", "set-cookie", "a=1", "set-cookie", "b=2"],
      ...["content-type", "text/html; charset=iso-8859-1"],
    ]);
    response.end(Buffer.from("<script>alert('é')</script>", "latin1"));
  });
  const answer = await tryIt({});
  expect(answer.status).toBe(302);
  expect(answer.text).toBe("<script>alert('é')</script>");
  expect(answer.headers).toContainEqual({ name: "location", value: "/elsewhere" });
  expect(answer.headers.filter(({ name }) => name === "set-cookie")).toHaveLength(2);
  expect(answer.headers.map(({ name }) => name)).not.toContain("content-security-policy");
  await upstream.stop();
});

test("what is no text is said to be none; what is too long or breaks off is cut", async () => {
  const { tryIt, upstream } = await makeTried((request, response) => {
    if (request.url === "/binary") return void response.end(Buffer.from([0x89, 0x50, 0x00, 0xff]));
    if (request.url === "/broken") {
      response.writeHead(200, { "content-length": 100 });
      response.write("half");
      return void setTimeout(() => response.destroy(), 50);
    }
    response.write("ä".repeat(trialLimits.answerBytes));
    // Without an end: who asked has to stop reading.
  });
  expect(await tryIt({ path: "/binary" })).toMatchObject({ text: null, bytes: 4, cut: null });
  expect(await tryIt({ path: "/broken" })).toMatchObject({ text: "half", cut: "broken" });
  const long = await tryIt({ path: "/endless" });
  expect(long).toMatchObject({ bytes: trialLimits.answerBytes, cut: "size" });
  expect(long.text).toMatch(/^ä+$/);
  await upstream.stop();
});

test("a trial is good for its workload, and only as a bearer of it", async () => {
  const { tryIt, credentialOf, path, upstream } = await makeTried((_request, response) => response.end("in"));
  const other = await makeInvoked([upstream.address]);
  const credential = await credentialOf();
  expect(await tryIt({}, { credential })).toMatchObject({ status: 200, text: "in" });
  expect(await tryIt({}, { credential, id: other.id })).toMatchObject({ status: 401 });
  expect(await tryIt({}, { credential: `${credential}x` })).toMatchObject({ status: 401 });
  const ticket = await fetch(`${running.origin}${path}?plimsoll_ticket=${credential}`);
  expect(ticket.status).toBe(403);
  const cookie = await fetch(running.origin + path, { headers: { cookie: `plimsoll.visit=${credential}` } });
  expect(cookie.status).toBe(401);
  await expect(tryIt({ path: "/../../elsewhere" })).rejects.toMatchObject({ code: "invalid" });
  await upstream.stop();
});

test("only a page of ours sends one, for a person who may, to what the person sees", async () => {
  const { id, actor } = await makeInvoked();
  const consumer = await makePerson(actor.organizationId);
  const path = `/api/live/workloads/${id}/trial`;
  const body = { method: "GET", path: "/", query: [], headers: [], body: "" };
  const cookie = await openBrowserSession(consumer);
  const headers = { ...own, cookie };
  const ask = async (sent: Record<string, string>, asked: object = body) =>
    (await api.call("POST", path, { body: asked, headers: sent })).status;
  expect(await ask(headers)).toBe(404);
  const observer = await makePerson(actor.organizationId);
  await grant(actor.organizationId, { workloadId: id }, observer, "READ_ONLY");
  expect(await ask({ ...own, cookie: await openBrowserSession(observer) })).toBe(403);
  await grant(actor.organizationId, { workloadId: id }, consumer, "CONSUMER");
  expect(await ask(own)).toBe(401);
  expect(await ask({ cookie, "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await ask({ ...headers, authorization: "Bearer plm_any" })).toBe(403);
  expect(
    await ask({ ...headers, cookie: await openBrowserSession((await makeOrganization()).administrator) }),
  ).toBe(404);
  const wrong = await api.call("POST", path, {
    headers,
    body: {
      ...body,
      headers: [
        { name: "Host", value: "evil" },
        { name: "X-A", value: "a\r\nb" },
      ],
    },
  });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain("headers[0].name");
  expect(wrong.text).toContain("headers[1].value");
});
