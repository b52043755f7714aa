import type { IncomingHttpHeaders } from "node:http";
import type { Actor } from "#lib/domain/actors";
import { AppError } from "#lib/domain/errors";
import { identifySession, identifyToken } from "#lib/operations/callers";
import { isFromOwnPage } from "./origin";

/** Who sends this request: the owner of its bearer token, or, without one, of the browser's session. */
export async function authenticate(
  method: string,
  headers: IncomingHttpHeaders,
  base: string | null,
): Promise<Actor> {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
    return (token === undefined ? null : await identifyToken(token)) ?? refuse();
  }
  const actor = (await identifySession(headers.cookie ?? "")) ?? refuse();
  if (!isFromOwnPage(method, headers, base))
    throw new AppError("forbidden", "A browser's session is accepted only from Plimsoll's own pages");
  return actor;
}

/** The same for what is only there for our own pages. */
export async function authenticatePage(
  method: string,
  headers: IncomingHttpHeaders,
  base: string | null,
): Promise<Actor> {
  if (headers.authorization !== undefined)
    throw new AppError("forbidden", "Only for Plimsoll's own pages; a token asks by REST");
  return authenticate(method, headers, base);
}

function refuse(): never {
  throw new AppError("unauthenticated", "Invalid API key");
}
