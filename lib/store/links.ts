import { linkLifetimeMs } from "#lib/domain/people";
import type { Database } from "./database";
import { newId } from "./ids";
import { hashSecret, makeSecret } from "./secrets";

type Purpose = "setup" | "password";

/** Makes a link's secret, and ends every earlier unused link of the same purpose and person. */
export async function insertLink(
  db: Database,
  purpose: Purpose,
  userId: string | null,
  now: Date,
): Promise<string> {
  await db.oneTimeLink.deleteMany({ where: { purpose, userId, usedAt: null } });
  const secret = makeSecret();
  const expiresAt = new Date(now.getTime() + linkLifetimeMs);
  await db.oneTimeLink.create({
    data: { id: newId(), purpose, userId, hash: hashSecret(secret), expiresAt },
  });
  return secret;
}

/** The person an unused, unexpired link is for; a set-up link has none yet. */
export async function findLink(db: Database, purpose: Purpose, secret: string, now: Date) {
  return db.oneTimeLink.findFirst({
    where: { purpose, hash: hashSecret(secret), usedAt: null, expiresAt: { gt: now } },
    select: {
      id: true,
      user: { select: { id: true, name: true, email: true, organizationId: true, deactivatedAt: true } },
    },
  });
}

/** Uses a link up. False: somebody was faster. */
export async function useLink(db: Database, id: string, now: Date): Promise<boolean> {
  const { count } = await db.oneTimeLink.updateMany({ where: { id, usedAt: null }, data: { usedAt: now } });
  return count === 1;
}
