import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { env } from "#lib/env";
import { inTransaction } from "./database";
import { claimKey } from "./idempotency";

/**
 * A browser cannot send a bearer token with a link. So the server writes a ticket for one person and one workload, and
 * the gateway takes it, once, for a cookie that says the same for longer. A trial says it for a request that the server
 * sends for the person. None says what the person may do: that is asked with each request.
 */
const visit = z.object({
  workloadId: z.string(),
  userId: z.string(),
  nonce: z.string(),
  /** In milliseconds. */
  expiresAt: z.number(),
});
export type Visit = z.infer<typeof visit>;

const lifetimes = { ticket: 30_000, cookie: 3_600_000, trial: 30_000 } as const;
type Kind = keyof typeof lifetimes;
/** What a visit's cookie is good for, in seconds. */
export const visitSeconds = lifetimes.cookie / 1000;

/** One cannot be taken for the other, nor for anything else that is signed with the installation's secret. */
function sign(kind: Kind, content: string): Buffer {
  const key = createHmac("sha256", env.PLIMSOLL_SECRET).update(`plimsoll gateway visit ${kind}`).digest();
  return createHmac("sha256", key).update(content).digest();
}

export function issueVisit(
  kind: Kind,
  { workloadId, userId }: { workloadId: string; userId: string },
  now: number,
): string {
  const said: Visit = {
    workloadId,
    userId,
    nonce: randomBytes(16).toString("base64url"),
    expiresAt: now + lifetimes[kind],
  };
  const content = Buffer.from(JSON.stringify(said)).toString("base64url");
  return `${content}.${sign(kind, content).toString("base64url")}`;
}

/** What a ticket or cookie says, if it is one of ours for this workload and has not expired. */
export function readVisit(kind: Kind, text: string, workloadId: string, now: number): Visit | null {
  const [content = "", signature = ""] = text.split(".", 2);
  const given = Buffer.from(signature, "base64url");
  const due = sign(kind, content);
  if (given.length !== due.length || !timingSafeEqual(given, due)) return null;
  const said = visit.parse(JSON.parse(Buffer.from(content, "base64url").toString()));
  return said.workloadId === workloadId && said.expiresAt > now ? said : null;
}

/** Uses a ticket up, for every gateway there is. False: somebody has. */
export async function takeTicket({ userId, nonce }: Visit): Promise<boolean> {
  const now = new Date();
  const { state } = await inTransaction((db) => claimKey(db, userId, `gateway ticket ${nonce}`, nonce, now));
  return state === "new";
}
