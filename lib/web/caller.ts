import "server-only";
import { randomUUID } from "node:crypto";
import { headers } from "next/headers";
import { cache } from "react";
import { identifySession } from "#lib/operations/callers";
import type { Caller } from "#lib/operations/operation";

/** Who asks for this page or action, found out once per request. */
export const getCaller = cache(async (): Promise<Caller> => {
  const sent = await headers();
  return {
    actor: await identifySession(sent.get("cookie") ?? ""),
    requestId: sent.get("x-request-id") ?? randomUUID(),
  };
});

/** The address a guess comes from, for the throttle; the server in front of Next sets it. */
export async function getClientAddress(): Promise<string> {
  return (await headers()).get("x-forwarded-for")?.split(",")[0]?.trim() ?? "unknown";
}
