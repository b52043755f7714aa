import { expect, test } from "vitest";
import { invokePath } from "#lib/domain/invoke-address";
import { requestHeaders, responseHeaders } from "./headers";

const workloadId = "0123456789abcdef01234567";
const root = invokePath(workloadId);
const forwarded = {
  address: "10.1.2.3",
  host: "own.example:3001",
  publicHost: "public.example",
  proto: "https",
  prefix: "/api/v2/endpoints/workloads/x",
  requestId: "r-1",
} as const;

/** The added ones, which are always the same and always last. */
const added = [
  ...["x-forwarded-for", "10.1.2.3", "x-forwarded-host", "public.example", "x-forwarded-proto", "https"],
  ...["x-forwarded-prefix", "/api/v2/endpoints/workloads/x", "x-request-id", "r-1"],
];
const host = ["host", "own.example:3001"];

function send(raw: string[], connection?: string) {
  const sent = requestHeaders(raw, connection, forwarded);
  expect(sent.slice(0, 2)).toEqual(host);
  expect(sent.slice(-added.length)).toEqual(added);
  return sent.slice(2, -added.length);
}

test("a container gets a client's headers as they were written, in their order", () => {
  const raw = ["X-One", "1", "accept", "*/*", "x-one", "2", "If-Match", '"a"'];
  expect(send(raw)).toEqual(raw);
});

test.each([
  ["Authorization", "Bearer token"],
  ["Connection", "keep-alive"],
  ["Content-Length", "7"],
  ["Expect", "100-continue"],
  ["Forwarded", "for=6.6.6.6"],
  ["Host", "evil.example"],
  ["Keep-Alive", "timeout=5"],
  ["Proxy-Authorization", "Basic eA=="],
  ["Proxy-Connection", "keep-alive"],
  ["TE", "trailers"],
  ["Trailer", "x-sum"],
  ["Transfer-Encoding", "chunked"],
  ["Upgrade", "websocket"],
  ["X-Forwarded-For", "6.6.6.6"],
  ["X-Forwarded-Host", "evil.example"],
  ["X-Forwarded-Port", "666"],
  ["X-Forwarded-Prefix", "/evil"],
  ["X-Forwarded-Proto", "gopher"],
  ["X-Forwarded-Server", "evil.example"],
  ["X-Real-IP", "6.6.6.6"],
  ["X-Request-Id", "evil"],
])("a client's %s goes no further than the gateway", (name, value) => {
  expect(send([name, value, "x-own", "yes"])).toEqual(["x-own", "yes"]);
});

test("what `Connection` names is of the connection, in a request and in an answer", () => {
  const raw = ["connection", "close, X-Hop", "x-hop", "1", "x-own", "yes"];
  expect(send(raw, "close, X-Hop")).toEqual(["x-own", "yes"]);
  expect(answer(["x-hop", "1", "Connection", "close, X-Hop", "x-own", "yes"])).toEqual(["x-own", "yes"]);
});

test("a container gets a browser's cookies but for Plimsoll's", () => {
  const kept = (...cookies: string[]) => send(cookies.flatMap((cookie) => ["cookie", cookie]));
  const session =
    "plimsoll.session_token=s; __Secure-plimsoll.session_token=s; __Host-plimsoll.x=1; PLIMSOLL.visit=v";
  expect(kept(session)).toEqual([]);
  expect(kept(`a=1; ${session}; b=2`)).toEqual(["cookie", "a=1; b=2"]);
  expect(kept("a=1", session, "b=2;c=3")).toEqual(["cookie", "a=1; b=2; c=3"]);
});

function answer(raw: string[], visitor = false) {
  const address = { workloadId, protonId: null, path: "/", prefix: root.slice(0, -1), root };
  const told = responseHeaders(raw, { address, requestId: "r-1", visitor });
  const at = told.indexOf("x-request-id");
  expect(told.slice(at, at + 2)).toEqual(["x-request-id", "r-1"]);
  return [...told.slice(0, at), ...told.slice(at + 2)];
}

test("an answer loses what would reach beyond its container, and its word for the request's id", () => {
  const lost = [
    ...["alt-svc", "clear-site-data", "connection", "keep-alive", "nel", "proxy-authenticate", "report-to"],
    ...["public-key-pins", "service-worker-allowed", "set-login", "strict-transport-security", "trailer"],
    ...["transfer-encoding", "upgrade", "x-request-id"],
  ];
  expect(answer(lost.flatMap((name) => [name, "x"]))).toEqual([]);
  expect(answer(["WWW-Authenticate", "Bearer", "ETag", '"a"'])).toEqual([
    "WWW-Authenticate",
    "Bearer",
    "ETag",
    '"a"',
  ]);
});

test("a page is shown as one of its own origin, and asks for no password", () => {
  const own = ["content-security-policy", "default-src 'self'"];
  expect(
    answer([...own, "WWW-Authenticate", "Basic", "cross-origin-opener-policy", "unsafe-none"], true),
  ).toEqual([
    ...own,
    ...[
      "content-security-policy",
      "sandbox allow-downloads allow-forms allow-modals allow-popups allow-scripts",
    ],
    ...["cross-origin-opener-policy", "same-origin"],
  ]);
});

test.each([
  ["a=1", `a=1; Path=${root}`],
  ["a=1; Path=/", `a=1; Path=${root}`],
  ["a=1; path=/deep/er; HttpOnly", `a=1; HttpOnly; Path=${root}deep/er`],
  ["a=1; Domain=example; Path=relative", `a=1; Path=${root}`],
  ["a=1; Path=/x; Path=/y", `a=1; Path=${root}y`],
  ["a=1; PATH = /x ; DOMAIN = .example", `a=1; Path=${root}x`],
  ["__Host-plimsoll.visit=1", null],
  [" Plimsoll.session_token=1", null],
  ["=plimsoll.visit=1", null],
  ["plimsoll.visit", null],
])("a container's cookie %s stays below its path", (sent, told) => {
  expect(answer(["Set-Cookie", sent])).toEqual(told === null ? [] : ["Set-Cookie", told]);
});
