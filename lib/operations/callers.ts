import type { Actor } from "#lib/domain/actors";
import { findActorByTokenHash, findActorByUser } from "#lib/store/actors";
import { hashSecret } from "#lib/store/secrets";
import { findSession } from "#lib/store/sessions";

/** Who a request's `cookie` header proves, or null. */
export async function identifySession(cookie: string): Promise<Actor | null> {
  const session = await findSession(cookie);
  return session && findActorByUser(session.userId);
}

/** Who a bearer token speaks for, or null. */
export function identifyToken(token: string): Promise<Actor | null> {
  return findActorByTokenHash(hashSecret(token));
}
