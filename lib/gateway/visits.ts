import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { hasOwnOrigin, type InvokeAddress } from "#lib/domain/invoke-address";
import { visitCookie, visitTicketParameter } from "#lib/domain/visits";
import { issueVisit, readVisit, takeTicket, visitSeconds } from "#lib/store/visits";
import type { Credential } from "./callers";
import { Refusal } from "./refusal";

/** Whether a request brings a ticket to be taken for a cookie. */
export function hasTicket({ method, url }: IncomingMessage): boolean {
  return method === "GET" && url !== undefined && url.includes(`${visitTicketParameter}=`);
}

/** Takes the ticket, sets the cookie, and sends the browser to the same address without the ticket. */
export async function admitVisitor(
  request: IncomingMessage,
  response: ServerResponse,
  address: InvokeAddress,
  secure: boolean,
): Promise<void> {
  const target = new URL(request.url ?? "/", "http://gateway");
  const ticket = target.searchParams.get(visitTicketParameter) ?? "";
  const visit = readVisit("ticket", ticket, address.workloadId, Date.now());
  if (visit === null || !(await takeTicket(visit)))
    throw new Refusal(
      403,
      "This link has expired or was used already. Open the workload from Plimsoll again.",
    );
  target.searchParams.delete(visitTicketParameter);
  const cookie = issueVisit("cookie", visit, Date.now());
  const attributes = `Path=${address.root}; Max-Age=${visitSeconds}; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}`;
  response.writeHead(303, {
    // Two slashes would be another host.
    location: target.pathname.replace(/^\/+/, "/") + target.search,
    "set-cookie": `${cookieName(address, secure)}=${cookie}; ${attributes}`,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-length": 0,
  });
  response.end();
}

/** On an origin of its own and by TLS no other host can set it, whatever name they share (RFC 6265bis 4.1.3.2). */
function cookieName(address: InvokeAddress, secure: boolean): string {
  return secure && hasOwnOrigin(address) ? `__Host-${visitCookie}` : visitCookie;
}

const cookieForm = /(?:^|;)\s*([^=;\s]+)=([^;\s]+)/g;

/** Who visits a workload in a browser, by the cookie of that workload; null without one that is good. */
export function findVisitor(
  request: IncomingMessage,
  address: InvokeAddress,
  secure: boolean,
): Credential | null {
  const { headers } = request;
  const wanted = cookieName(address, secure);
  for (const [, name, text = ""] of (headers.cookie ?? "").matchAll(cookieForm)) {
    const visit = name === wanted ? readVisit("cookie", text, address.workloadId, Date.now()) : null;
    if (visit === null) continue;
    if (!isOwnRequest(request.method ?? "", headers, address))
      throw new Refusal(
        403,
        "A visit counts only for opening a page of the workload, and for that page itself",
      );
    return { kind: "visitor", userId: visit.userId };
  }
  return null;
}

/** Who tries a workload from its page, where that is what a bearer token says; without a dot it cannot. */
export function findTrial(token: string, { workloadId }: InvokeAddress): Credential | null {
  const visit = token.includes(".") ? readVisit("trial", token, workloadId, Date.now()) : null;
  return visit && { kind: "trial", userId: visit.userId };
}

/**
 * Whether the visitor, or a page of this very workload, made the browser send this. The cookie's path or host does not
 * say so: browsers send it with what any page of the same site asks of it.
 */
function isOwnRequest(method: string, headers: IncomingHttpHeaders, address: InvokeAddress): boolean {
  const own = hasOwnOrigin(address);
  // On a shared origin it would be there for all of them.
  if (headers["service-worker"] !== undefined && !own) return false;
  const looks = method === "GET" || method === "HEAD";
  const site = headers["sec-fetch-site"];
  const isPage = headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  if (site !== undefined && isPage && looks) return true;
  const { origin, host } = headers;
  // An origin of its own is word enough; one of many needs the path as well.
  const referer = own ? (origin ?? headers.referer) : headers.referer;
  const fromSelf = referer !== undefined && isWithin(referer, host, address.root);
  if (site !== undefined) return site === "same-origin" && (own || fromSelf);
  // Browsers say it only to addresses they trust. To others, a request that may change something names its origin.
  return origin === undefined ? looks && (referer === undefined || fromSelf) : fromSelf;
}

function isWithin(referer: string, host: string | undefined, root: string): boolean {
  if (!URL.canParse(referer)) return false;
  const from = new URL(referer);
  return from.host === host && from.pathname.startsWith(root);
}
