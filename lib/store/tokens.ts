import { type TokenRecord, tokenRecord } from "#lib/domain/tokens";
import type { Database } from "./database";
import { newId } from "./ids";

/** The tokens of a person that have not been revoked, newest first. */
export async function listTokens(db: Database, userId: string): Promise<TokenRecord[]> {
  const rows = await db.apiToken.findMany({ where: { userId, revokedAt: null }, orderBy: { id: "desc" } });
  return rows.map((row) => tokenRecord.parse(row));
}

export async function findToken(db: Database, userId: string, id: string): Promise<TokenRecord | null> {
  const row = await db.apiToken.findFirst({ where: { id, userId, revokedAt: null } });
  return row && tokenRecord.parse(row);
}

interface NewToken {
  userId: string;
  name: string;
  hash: string;
  prefix: string;
  readOnly: boolean;
  expiresAt: Date | null;
}

export async function insertToken(db: Database, token: NewToken): Promise<string> {
  const id = newId();
  await db.apiToken.create({ data: { ...token, id } });
  return id;
}

export async function hasTokenHash(db: Database, hash: string): Promise<boolean> {
  return (await db.apiToken.count({ where: { hash } })) > 0;
}

export async function revokeToken(db: Database, id: string, now: Date): Promise<void> {
  await db.apiToken.update({ where: { id }, data: { revokedAt: now } });
}

export async function revokeTokensOf(db: Database, userId: string, now: Date): Promise<void> {
  await db.apiToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
}
