import { betterAuth } from "better-auth";
import { prismaAdapter } from "better-auth/adapters/prisma";
import { hashPassword, verifyPassword } from "better-auth/crypto";
import { env } from "#lib/env";
import { side } from "./database";
import { newId } from "./ids";

/**
 * better-auth holds sessions and checks passwords. None of its own routes is served: people, their rights and the
 * audit are operations of ours, and an unserved route needs no guard.
 */
const auth = betterAuth({
  database: prismaAdapter(side.prisma, { provider: "postgresql" }),
  secret: env.PLIMSOLL_SECRET,
  baseURL: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
  emailAndPassword: { enabled: true, disableSignUp: true },
  session: { expiresIn: 14 * 24 * 60 * 60, disableSessionRefresh: true },
  user: {
    additionalFields: {
      organizationId: { type: "string", required: true, input: false },
      role: { type: "string", required: false, input: false },
    },
  },
  advanced: { cookiePrefix: "plimsoll", database: { generateId: () => newId() } },
  telemetry: { enabled: false },
  logger: { disabled: true },
});

/** Where a session is opened from, as its owner sees it in the list of sessions. */
export interface SessionOrigin {
  address: string;
  userAgent: string;
}

/** Signs in with a password. The `set-cookie` headers carry the session; null when address or password is wrong. */
export async function openSession(
  email: string,
  password: string,
  { address, userAgent }: SessionOrigin,
): Promise<string[] | null> {
  const headers = new Headers({ "x-forwarded-for": address, "user-agent": userAgent });
  try {
    const { headers: answer } = await auth.api.signInEmail({
      body: { email, password },
      headers,
      returnHeaders: true,
    });
    return answer.getSetCookie();
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

interface OpenSession {
  userId: string;
  id: string;
  token: string;
}

/** The person, id and token of the session that a request's `cookie` header proves, if it is still open. */
export async function findSession(cookie: string): Promise<OpenSession | null> {
  if (!cookie.includes("plimsoll.session_token")) return null;
  const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
  return found && { userId: found.session.userId, id: found.session.id, token: found.session.token };
}

/** Ends the session of a request's `cookie` header; the `set-cookie` headers clear it. */
export async function closeSession(cookie: string): Promise<string[]> {
  const headers = new Headers({ cookie });
  const { headers: answer } = await auth.api.signOut({ headers, returnHeaders: true });
  return answer.getSetCookie();
}

function isRefusal(error: unknown): boolean {
  return error instanceof Error && "statusCode" in error && error.statusCode === 401;
}

export { hashPassword, verifyPassword };
