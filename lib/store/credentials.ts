import { z } from "zod";
import { type Actor, isAdministrator } from "#lib/domain/actors";
import type { CredentialType } from "#lib/domain/credential-types";
import { type CredentialRecord, credentialRecord } from "#lib/domain/credentials";
import { linkPage, type Page, type PageQuery } from "#lib/domain/paging";
import type { Database, Prisma } from "./database";
import { newId } from "./ids";

const owner = { select: { id: true, name: true } } as const;

/** Those that may be named in an artifact: one's own, and those for everybody in the organization. */
const usableBy = ({ organizationId, userId }: Actor): Prisma.CredentialWhereInput => ({
  organizationId,
  OR: [{ ownerId: userId }, { visibility: "organization" }],
});

/** Administrators see every one of their organization. */
const seenBy = (actor: Actor): Prisma.CredentialWhereInput =>
  isAdministrator(actor) ? { organizationId: actor.organizationId } : usableBy(actor);

export interface CredentialFilter {
  types?: CredentialType[] | undefined;
  search?: string | undefined;
  usableOnly: boolean;
}

/** Newest first. */
export async function listCredentials(
  db: Database,
  actor: Actor,
  { types, search, usableOnly }: CredentialFilter,
  query: PageQuery,
): Promise<Page<CredentialRecord>> {
  const where: Prisma.CredentialWhereInput = {
    ...(usableOnly ? usableBy(actor) : seenBy(actor)),
    ...(types && { credentialType: { in: types } }),
    ...(search && { name: { contains: search, mode: "insensitive" } }),
  };
  const rows = await db.credential.findMany({
    ...{ where, include: { owner } },
    orderBy: { id: "desc" },
    skip: query.offset,
    take: query.limit,
  });
  return linkPage(z.array(credentialRecord).parse(rows), await db.credential.count({ where }), query);
}

export async function findCredential(
  db: Database,
  actor: Actor,
  id: string,
): Promise<CredentialRecord | null> {
  const row = await db.credential.findFirst({ where: { ...seenBy(actor), id }, include: { owner } });
  return row && credentialRecord.parse(row);
}

/** Those of these ids that exist, whoever asks and wherever they belong: for rules that refuse, never to be shown. */
export async function listCredentialsById(
  db: Database,
  ids: readonly string[],
): Promise<(CredentialRecord & { organizationId: string })[]> {
  if (ids.length === 0) return [];
  const rows = await db.credential.findMany({ where: { id: { in: [...ids] } }, include: { owner } });
  return z.array(credentialRecord.extend({ organizationId: z.string() })).parse(rows);
}

export async function hasCredentialNamed(
  db: Database,
  organizationId: string,
  name: string,
  otherThan: string | null,
): Promise<boolean> {
  const others = otherThan === null ? {} : { id: { not: otherThan } };
  return (await db.credential.count({ where: { organizationId, name, ...others } })) > 0;
}

export async function insertCredential(
  db: Database,
  actor: Actor,
  credential: Pick<CredentialRecord, "name" | "description" | "credentialType" | "visibility">,
  now: Date,
): Promise<string> {
  const id = newId();
  const { organizationId, userId: ownerId } = actor;
  await db.credential.create({
    data: { ...credential, id, organizationId, ownerId, createdAt: now, updatedAt: now },
  });
  return id;
}

export async function updateCredential(
  db: Database,
  id: string,
  change: { name?: string | undefined; description?: string | undefined },
  now: Date,
): Promise<void> {
  await db.credential.update({ where: { id }, data: { ...change, updatedAt: now } });
}

export async function deleteCredential(db: Database, id: string): Promise<void> {
  await db.credential.delete({ where: { id } });
}
