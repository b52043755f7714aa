import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import {
  type CredentialRecord,
  type CredentialUses,
  credentialRecord,
  credentialUses,
} from "#lib/domain/credentials";
import { type Database, Prisma, selectRows } from "./database";
import { artifactSubjects, isVisible } from "./visibility";

/** Notes which credentials an artifact names; they are known to exist. */
export async function setArtifactCredentials(
  db: Database,
  artifactId: string,
  credentialIds: readonly string[],
): Promise<void> {
  await db.artifactCredential.deleteMany({
    where: { artifactId, credentialId: { notIn: [...credentialIds] } },
  });
  const data = credentialIds.map((credentialId) => ({ artifactId, credentialId }));
  await db.artifactCredential.createMany({ data, skipDuplicates: true });
}

/** The artifacts that name a credential, newest first: the first ones that the actor may see, and how many there are. */
export async function listCredentialUses(
  db: Database,
  actor: Actor,
  credentialId: string,
  limit: number,
): Promise<CredentialUses> {
  const from = Prisma.sql`FROM "artifact_credential" c JOIN "artifact" a ON a."id" = c."artifact_id"
    WHERE c."credential_id" = ${credentialId} AND a."deleted_at" IS NULL`;
  const artifacts = await selectRows(
    db,
    Prisma.sql`SELECT a."id", a."name", a."version" ${from} AND ${isVisible(actor, artifactSubjects)}
      ORDER BY a."id" DESC LIMIT ${limit}`,
  );
  const [count] = await selectRows(db, Prisma.sql`SELECT count(*)::int AS "totalCount" ${from}`);
  return credentialUses.parse({ artifacts, ...z.object({ totalCount: z.int() }).parse(count) });
}

/** The credentials that an artifact names, whoever may see them. */
export async function listArtifactCredentials(db: Database, artifactId: string): Promise<CredentialRecord[]> {
  const rows = await db.artifactCredential.findMany({
    where: { artifactId },
    select: { credential: { include: { owner: { select: { id: true, name: true } } } } },
    orderBy: { credentialId: "asc" },
  });
  return rows.map(({ credential }) => credentialRecord.parse(credential));
}
