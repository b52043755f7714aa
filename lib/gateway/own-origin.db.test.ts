import { type IncomingHttpHeaders, request as sendRequest } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { visitTicketParameter } from "#lib/domain/visits";
import { issueVisit } from "#lib/store/visits";
import { makeInvoked, startGateway, startUpstream } from "#lib/testing/gateway";

let local: Awaited<ReturnType<typeof startGateway>>;
let named: Awaited<ReturnType<typeof startGateway>>;
beforeAll(async () => {
  local = await startGateway();
  named = await startGateway({}, "https://*.run.example");
});
afterAll(() => Promise.all([local.gateway.stop(), named.gateway.stop()]));

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Sends to the gateway what a browser would that found it by this host name. */
function ask(
  { port }: { port: number },
  host: string,
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    sendRequest({ host: "127.0.0.1", port, path, method, headers: { ...headers, host } })
      .once("error", reject)
      .once("response", async (answer) => {
        resolve({ status: answer.statusCode, headers: answer.headers, body: await text(answer) });
      })
      .end();
  });
}

const page = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
const within = { "sec-fetch-site": "same-origin", "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" };

async function makeSite() {
  const upstream = await startUpstream((request, response) => {
    response.writeHead(200, {
      "content-type": "text/html",
      "set-cookie": "theme=dark; Path=/app; Domain=run.example",
      "content-security-policy": "default-src 'self'",
    });
    response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  });
  const made = await makeInvoked([upstream.address]);
  const ticket = issueVisit("ticket", { workloadId: made.id, userId: made.actor.userId }, Date.now());
  return { ...made, upstream, entry: `/app/?a=b&${visitTicketParameter}=${ticket}` };
}

async function enter(gateway: { port: number }, host: string, entry: string): Promise<string> {
  const { status, headers } = await ask(gateway, host, entry, page);
  expect([status, headers.location]).toEqual([303, "/app/?a=b"]);
  const [cookie = ""] = headers["set-cookie"] ?? [];
  expect(cookie).toContain("; Path=/; ");
  expect(cookie).not.toMatch(/domain/i);
  return cookie.slice(0, cookie.indexOf(";"));
}

test("a page and all it asks for reach the workload by the paths that are written in it", async () => {
  const { id, upstream, entry } = await makeSite();
  const host = `${id}.localhost:${local.port}`;
  const cookie = await enter(local, host, entry);
  const answer = await ask(local, host, "/app/main.js?v=1", { ...within, cookie: `${cookie}; theme=dark` });
  expect(answer.status).toBe(200);
  const seen = JSON.parse(answer.body);
  expect(seen.url).toBe("/app/main.js?v=1");
  expect(seen.headers).toMatchObject({ cookie: "theme=dark", "x-forwarded-host": host });
  expect(seen.headers).not.toHaveProperty("x-forwarded-prefix");
  // Nothing of the page is taken away: what it may do, it may do to itself alone.
  expect(answer.headers).toMatchObject({
    "content-security-policy": "default-src 'self'",
    "cross-origin-opener-policy": "same-origin-allow-popups",
    "set-cookie": ["theme=dark; Path=/app"],
  });
  const more: Record<string, string>[] = [{ "service-worker": "script" }, { origin: `http://${host}` }];
  for (const one of more)
    expect((await ask(local, host, "/sw.js", { ...within, ...one, cookie })).status).toBe(200);
  expect((await ask(local, host, "/form", { ...within, cookie }, "POST")).status).toBe(200);
  await upstream.stop();
});

test("no other page makes a browser ask in the visitor's name", async () => {
  const { id, upstream, entry } = await makeSite();
  const other = await makeSite();
  const host = `${id}.localhost:${local.port}`;
  const cookie = await enter(local, host, entry);
  const refused = async (headers: Record<string, string>, method = "GET") =>
    (await ask(local, host, "/", { ...headers, cookie }, method)).status;
  expect(await refused({ ...within, "sec-fetch-site": "same-site" })).toBe(403);
  expect(await refused({ ...within, "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await refused({ ...page, "sec-fetch-dest": "iframe" })).toBe(403);
  expect(await refused(page, "POST")).toBe(403);
  // A browser that does not say from where it asks names the origin.
  expect(await refused({ origin: `http://${other.id}.localhost:${local.port}` }, "POST")).toBe(403);
  expect(await refused({ origin: `http://${host}` }, "POST")).toBe(200);
  const elsewhere = `${other.id}.localhost:${local.port}`;
  expect((await ask(local, elsewhere, "/", { ...page, cookie })).status).toBe(401);
  expect((await ask(local, host, "/", page)).status).toBe(401);
  await upstream.stop();
  await other.upstream.stop();
});

test("under a name of one's own the cookie is one that no neighbour can set", async () => {
  const { id, upstream, entry } = await makeSite();
  const host = `${id}.run.example`;
  const cookie = await enter(named, host, entry);
  expect(cookie).toMatch(/^__Host-plimsoll\.visit=/);
  expect((await ask(named, host, "/", { ...within, cookie })).status).toBe(200);
  const planted = cookie.replace("__Host-", "");
  expect((await ask(named, host, "/", { ...within, cookie: planted })).status).toBe(401);
  // A name that is not below the configured one is nobody's own.
  expect((await ask(named, `${id}.localhost`, "/", { ...within, cookie })).status).toBe(404);
  await upstream.stop();
});

test("a ticket leads nowhere but to its workload", async () => {
  const { id, upstream, entry } = await makeSite();
  const ticket = entry.slice(entry.indexOf(visitTicketParameter));
  const { status, headers } = await ask(local, `${id}.localhost`, `/.//elsewhere.example/?${ticket}`, page);
  expect([status, headers.location]).toEqual([303, "/elsewhere.example/"]);
  await upstream.stop();
});
