import type { Database } from "./database";

const lifetimeMs = 24 * 60 * 60 * 1000;

/** What a key stands for: `new` to this transaction, which must `keepOutput`, or answered before. */
export type KeyState = { state: "new" } | { state: "known"; fingerprint: string; output: unknown };

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
  await db.idempotencyKey.deleteMany({
    where: { userId, createdAt: { lt: new Date(now.getTime() - lifetimeMs) } },
  });
  const { count } = await db.idempotencyKey.createMany({
    data: { userId, key, fingerprint, createdAt: now },
    skipDuplicates: true,
  });
  if (count === 1) return { state: "new" };
  const known = await db.idempotencyKey.findUniqueOrThrow({ where: { userId_key: { userId, key } } });
  return { state: "known", fingerprint: known.fingerprint, output: known.output };
}

/** `output` is the operation's output as JSON text, dates as ISO strings. */
export async function keepOutput(db: Database, userId: string, key: string, output: object): Promise<void> {
  await db.idempotencyKey.update({ where: { userId_key: { userId, key } }, data: { output } });
}
