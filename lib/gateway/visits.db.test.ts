import { once } from "node:events";
import { type IncomingHttpHeaders, type IncomingMessage, request as sendRequest } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { visitCookie } from "#lib/domain/visits";
import { database } from "#lib/store/database";
import { issueVisit, visitSeconds } from "#lib/store/visits";
import { makeInvoked, startGateway, startUpstream } from "#lib/testing/gateway";
import { makeVisitUrl } from "#lib/testing/visits";

let running: Awaited<ReturnType<typeof startGateway>>;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let seen: IncomingHttpHeaders[] = [];
beforeAll(async () => {
  running = await startGateway();
  upstream = await startUpstream((request, response) => {
    seen.push(request.headers);
    response.end("page");
  });
});
afterAll(async () => {
  await running.gateway.stop();
  await upstream.stop();
});

type Made = Awaited<ReturnType<typeof makeInvoked>>;
const invoked = () => makeInvoked([upstream.address]);

/** `fetch` would write headers of its own. */
async function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  const outgoing = sendRequest(running.origin + path, { method, headers }).end();
  const [answer]: IncomingMessage[] = await once(outgoing, "response");
  if (answer === undefined) throw new Error("There is no answer");
  return { status: answer.statusCode, headers: answer.headers, text: await text(answer) };
}

async function openVisit({ actor, id, path }: Made, below = "") {
  const { pathname, search } = new URL(await makeVisitUrl(actor, id, `${running.origin}${path}${below}`));
  return pathname + search;
}

async function visit(made: Made): Promise<string> {
  const { headers } = await ask(await openVisit(made));
  return headers["set-cookie"]?.[0]?.split(";", 1)[0] ?? "";
}

/** As a browser asks for a page that its user wants to see. */
const navigation = { "sec-fetch-site": "none", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

test("a ticket is taken once, for a cookie of that one workload that no script reads", async () => {
  const made = await invoked();
  const link = await openVisit(made, "a?b=c");
  const taken = await ask(link);
  expect([taken.status, taken.headers.location]).toEqual([303, `${made.path}a?b=c`]);
  const [cookie = "", ...attributes] = (taken.headers["set-cookie"]?.[0] ?? "").split("; ");
  expect(cookie).toMatch(new RegExp(`^${visitCookie}=`));
  expect(attributes).toEqual([`Path=${made.path}`, `Max-Age=${visitSeconds}`, "HttpOnly", "SameSite=Lax"]);
  expect(await ask(link)).toMatchObject({ status: 403 });
  seen = [];
  const page = await ask(made.path, { cookie: `own=1; ${cookie}`, ...navigation });
  expect(page).toMatchObject({ status: 200, text: "page" });
  expect(page.headers["content-security-policy"]).toMatch(/^sandbox (?!.*allow-same-origin)/);
  expect(seen).toMatchObject([{ cookie: "own=1" }]);
});

test("a ticket or cookie counts for no other workload, is no other's kind, and cannot be made or kept", async () => {
  const [made, other] = [await invoked(), await invoked()];
  const cookie = await visit(made);
  const link = await openVisit(made);
  expect(await ask(link.replace(made.id, other.id))).toMatchObject({ status: 403 });
  const refused = { status: 401, text: '{"message":"Invalid API key"}' };
  expect(await ask(other.path, { cookie, ...navigation })).toMatchObject(refused);
  const ticket = new URL(running.origin + link).searchParams.get("plimsoll_ticket");
  const said = { workloadId: made.id, userId: made.actor.userId };
  const old = issueVisit("cookie", said, Date.now() - visitSeconds * 1000 - 1);
  const [content = "", signature = ""] = cookie.slice(visitCookie.length + 1).split(".");
  const forged = Buffer.from(JSON.stringify({ ...said, nonce: "x", expiresAt: Date.now() + 1e9 }));
  for (const value of [
    ticket,
    old,
    content,
    `${content}.`,
    `${forged.toString("base64url")}.${signature}`,
    "x",
  ])
    expect(await ask(made.path, { cookie: `${visitCookie}=${value}`, ...navigation })).toMatchObject(refused);
  expect(await ask(made.path, { cookie, ...navigation })).toMatchObject({ status: 200 });
});

test("a visit ends with the right to it", async () => {
  const made = await invoked();
  const cookie = await visit(made);
  expect(await ask(made.path, { cookie, ...navigation })).toMatchObject({ status: 200 });
  await database.user.update({ where: { id: made.actor.userId }, data: { deactivatedAt: new Date() } });
  await expect
    .poll(async () => (await ask(made.path, { cookie, ...navigation })).status, { timeout: 20_000 })
    .toBe(401);
});

const page = (from: string) => `http://127.0.0.1:${running.port}${from}`;

test("a visit counts for what its visitor or a page of that workload asks for, and for nothing else", async () => {
  const [made, other] = [await invoked(), await invoked()];
  const cookie = await visit(made);
  const status = async (headers: Record<string, string>, method?: string) =>
    (await ask(made.path, { cookie, ...headers }, method)).status;
  const fetched = (site: string, from: string | null) => ({
    ...{ "sec-fetch-site": site, "sec-fetch-mode": "cors", "sec-fetch-dest": "empty" },
    ...(from === null ? {} : { referer: page(from) }),
  });
  expect(await status(navigation)).toBe(200);
  expect(await status(fetched("same-origin", made.path))).toBe(200);
  expect(await status(fetched("same-origin", `${made.path}deep`), "DELETE")).toBe(200);
  expect(await status({ origin: "null", referer: page(made.path) }, "POST")).toBe(200);
  for (const [headers, method] of [
    [fetched("same-origin", other.path)],
    [fetched("same-origin", null)],
    [fetched("cross-site", made.path)],
    [fetched("same-site", made.path)],
    [{ ...navigation, "sec-fetch-dest": "iframe" }],
    [{ ...navigation, "sec-fetch-site": "cross-site" }, "POST"],
    [{ ...fetched("same-origin", made.path), "service-worker": "script" }],
    [{ referer: page(other.path) }],
    [{ origin: "http://elsewhere" }],
    [{}, "POST"],
  ] as const)
    expect(await status(headers, method), JSON.stringify([headers, method])).toBe(403);
});

test("a visitor may do what an invalid token beside the cookie may: nothing", async () => {
  const made = await invoked();
  const cookie = await visit(made);
  expect(await ask(made.path, { cookie, ...navigation, authorization: "Bearer x" })).toMatchObject({
    status: 401,
  });
});
