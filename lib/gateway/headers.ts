import { hasOwnOrigin, type InvokeAddress } from "#lib/domain/invoke-address";

/** Of one connection, not of the request: never passed on (RFC 9110 7.6.1). */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Set by the gateway, whatever the client says; what the container must not see; what is answered here. */
const ownRequestHeaders = new Set([
  "authorization",
  "content-length",
  "cookie",
  "expect",
  "forwarded",
  "host",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-port",
  "x-forwarded-prefix",
  "x-forwarded-proto",
  "x-forwarded-server",
  "x-real-ip",
  "x-request-id",
]);

/** Cookies of Plimsoll itself: the dashboard's session, which browsers send to every port of its host, and ours. */
const ownCookie = /^(__Secure-|__Host-)?plimsoll\./i;

export interface Forwarded {
  address: string;
  /** As the client named it. */
  host: string;
  publicHost: string;
  proto: "http" | "https";
  prefix: string;
  requestId: string;
}

/** Names and values in turn, as Node has them. */
export type RawHeaders = string[];

/** What a container is told of a request, but for its body. */
export function requestHeaders(
  raw: readonly string[],
  connection: string | undefined,
  forwarded: Forwarded,
): RawHeaders {
  const named = connectionNames(connection);
  const headers: RawHeaders = ["host", forwarded.host];
  let cookies = "";
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = "", value = ""] = [raw[at], raw[at + 1]];
    const key = name.toLowerCase();
    if (key === "cookie") cookies = joinCookies(cookies, value);
    else if (!hopByHop.has(key) && !ownRequestHeaders.has(key) && !named?.has(key)) headers.push(name, value);
  }
  if (cookies !== "") headers.push("cookie", cookies);
  headers.push("x-forwarded-for", forwarded.address, "x-forwarded-host", forwarded.publicHost);
  headers.push("x-forwarded-proto", forwarded.proto);
  if (forwarded.prefix !== "") headers.push("x-forwarded-prefix", forwarded.prefix);
  headers.push("x-request-id", forwarded.requestId);
  return headers;
}

/** The headers that `Connection` names: they go no further either. */
function connectionNames(connection: string | undefined): Set<string> | null {
  if (connection === undefined || /^(keep-alive|close|upgrade)$/i.test(connection)) return null;
  return new Set(connection.toLowerCase().split(/\s*,\s*/));
}

function joinCookies(known: string, header: string): string {
  const kept = header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "" && !ownCookie.test(pair))
    .join("; ");
  return known === "" || kept === "" ? known + kept : `${known}; ${kept}`;
}

/**
 * Headers of a container that would reach beyond it, as all workloads and, by its host, the dashboard share what they
 * are about: they would empty its storage, move its traffic or watch it.
 */
const refusedResponseHeaders = new Set([
  "alt-svc",
  "clear-site-data",
  "nel",
  "public-key-pins",
  "report-to",
  "service-worker-allowed",
  "set-login",
  "strict-transport-security",
]);

/** Of a page: what has one meaning for the whole origin, or would ask its visitor for a password in our name. */
const refusedPageHeaders = new Set([
  "cross-origin-opener-policy",
  "origin-agent-cluster",
  "www-authenticate",
]);

/**
 * All workloads share the gateway's one name. So a page of theirs gets an origin that no other page has and no cookie
 * counts for: it can read nothing of other workloads, write no cookie, and register no service worker.
 */
const sharedPageHeaders: readonly string[] = [
  "content-security-policy",
  "sandbox allow-downloads allow-forms allow-modals allow-popups allow-scripts",
  "cross-origin-opener-policy",
  "same-origin",
];

/** What opened it, and what it opens itself, cannot be reached from a page but with its own consent. */
const ownPageHeaders: readonly string[] = ["cross-origin-opener-policy", "same-origin-allow-popups"];

interface Answered {
  address: InvokeAddress;
  requestId: string;
  visitor: boolean;
}

/** What a client is told of an answer. */
export function responseHeaders(
  raw: readonly string[],
  { address, requestId, visitor }: Answered,
): RawHeaders {
  const headers: RawHeaders = [];
  let named: Set<string> | null = null;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = "", value = ""] = [raw[at], raw[at + 1]];
    const key = name.toLowerCase();
    if (key === "set-cookie") {
      const confined = confineCookie(value, address.root);
      if (confined !== null) headers.push(name, confined);
    } else if (key === "connection") named = connectionNames(value) ?? named;
    else if (isPassedOn(key, visitor)) headers.push(name, value);
  }
  headers.push("x-request-id", requestId);
  if (visitor) headers.push(...(hasOwnOrigin(address) ? ownPageHeaders : sharedPageHeaders));
  return named === null ? headers : without(headers, named);
}

/** The same headers of a request, but as part of this span. */
export function withTraceparent(headers: RawHeaders, traceparent: string): RawHeaders {
  return [...without(headers, traceHeaders), "traceparent", traceparent];
}

const traceHeaders = new Set(["traceparent"]);

function isPassedOn(key: string, visitor: boolean): boolean {
  if (hopByHop.has(key) || refusedResponseHeaders.has(key) || key === "x-request-id") return false;
  return !visitor || !refusedPageHeaders.has(key);
}

function without(headers: RawHeaders, names: ReadonlySet<string>): RawHeaders {
  return headers.filter((_, at) => !names.has((headers[at - (at % 2)] ?? "").toLowerCase()));
}

/**
 * A container's cookie as one of its workload alone: below its path, on this host only. Null for a name of ours and for
 * one without a name, which browsers send as if its value were name and value.
 */
function confineCookie(header: string, root: string): string | null {
  const [pair = "", ...attributes] = header.split(";");
  const [name = ""] = pair.split("=", 1);
  if (!pair.includes("=") || name.trim() === "" || ownCookie.test(name.trim())) return null;
  let path = "/";
  const kept = attributes.filter((attribute) => {
    const [key = "", value = ""] = attribute.split("=", 2);
    if (/^\s*path\s*$/i.test(key) && value.trim().startsWith("/")) path = value.trim();
    return !/^\s*(path|domain)\s*$/i.test(key);
  });
  return `${[pair, ...kept].join(";")}; Path=${root}${path.slice(1)}`;
}
