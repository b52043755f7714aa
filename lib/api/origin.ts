import type { IncomingHttpHeaders } from "node:http";

/**
 * Whether a browser made this request for a page of our own, or its user typed the address. A session cookie counts
 * only then: other sites' pages can make browsers send it, and `SameSite` alone lets sibling domains through.
 */
export function isFromOwnPage(method: string, headers: IncomingHttpHeaders, base: string | null): boolean {
  const site = headers["sec-fetch-site"];
  if (site === "same-origin") return true;
  if (site === "none") return method === "GET" || method === "HEAD";
  if (site !== undefined || base === null) return false;
  return headers.origin === new URL(base).origin;
}
