import { createHmac } from "node:crypto";
import { env } from "#lib/env";
import type { Database } from "./database";

const lifetimeMs = 24 * 60 * 60 * 1000;

/** What a key stands for: `new` to this transaction, which must `keepOutput`, or answered before. */
export type KeyState = { state: "new" } | { state: "known"; sameRequest: boolean; output: unknown };

/**
 * Claims a key for this transaction. A second request with the same key waits here until the first has ended: then it
 * finds the kept answer, or, if the first was rolled back, goes ahead itself.
 */
export async function claimKey(
  db: Database,
  userId: string,
  key: string,
  fingerprint: string,
  now: Date,
): Promise<KeyState> {
  const keyed = keyedFingerprint(fingerprint);
  await db.idempotencyKey.deleteMany({
    where: { userId, createdAt: { lt: new Date(now.getTime() - lifetimeMs) } },
  });
  const { count } = await db.idempotencyKey.createMany({
    data: { userId, key, fingerprint: keyed, createdAt: now },
    skipDuplicates: true,
  });
  if (count === 1) return { state: "new" };
  const known = await db.idempotencyKey.findUniqueOrThrow({ where: { userId_key: { userId, key } } });
  return { state: "known", sameRequest: known.fingerprint === keyed, output: known.output };
}

/** A bare hash of a request that carries a short password would tell it to whoever has the database and some time. */
function keyedFingerprint(fingerprint: string): string {
  return createHmac("sha256", env.PLIMSOLL_SECRET).update(`idempotent request\n${fingerprint}`).digest("hex");
}

/** `output` is the operation's output as JSON text, dates as ISO strings. */
export async function keepOutput(db: Database, userId: string, key: string, output: object): Promise<void> {
  await db.idempotencyKey.update({ where: { userId_key: { userId, key } }, data: { output } });
}
