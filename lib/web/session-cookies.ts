import "server-only";
import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies/utils";
import { cookies } from "next/headers";

/** Sends the `set-cookie` headers of an operation with the answer of the action that is running. */
export async function sendCookies(headers: readonly string[]): Promise<void> {
  const jar = await cookies();
  for (const [name, attributes] of headers.flatMap((header) => [...parseSetCookieHeader(header)])) {
    jar.set(name, attributes.value, toCookieOptions(attributes));
  }
}
