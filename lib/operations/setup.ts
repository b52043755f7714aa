import type { z } from "zod";
import type { personInput } from "#lib/domain/people";
import { appendAuditEntry } from "#lib/store/audit";
import { type Database, holdSetup, inTransaction } from "#lib/store/database";
import { insertLink } from "#lib/store/links";
import { insertOrganization } from "#lib/store/organizations";
import { countPeople, findPersonByEmail, insertPerson, savePasswordHash } from "#lib/store/people";
import { hashSecret } from "#lib/store/secrets";
import { hashPassword } from "#lib/store/sessions";
import { hasTokenHash, insertToken } from "#lib/store/tokens";

export interface FirstAdministrator {
  email: z.infer<typeof personInput>["email"];
  password: string;
  /** A bearer token to be accepted from the start. */
  token?: string | undefined;
}

/**
 * Run at every start. With an administrator configured, makes that person (and token) if there is nobody yet; the token
 * is added later too, for its configured owner. Without, and with nobody, makes the one-time set-up link and returns
 * its path; each start makes a new one and ends the old.
 */
export async function ensureFirstAdministrator(
  configured: FirstAdministrator | null,
): Promise<{ setupUrlPath: string | null }> {
  return inTransaction(async (db) => {
    await holdSetup(db);
    const people = await countPeople(db);
    if (!configured) {
      return {
        setupUrlPath: people > 0 ? null : `/setup/${await insertLink(db, "setup", null, new Date())}`,
      };
    }
    if (people === 0) await makeAdministrator(db, configured);
    await ensureToken(db, configured);
    return { setupUrlPath: null };
  });
}

async function makeAdministrator(db: Database, { email, password }: FirstAdministrator): Promise<void> {
  const name = email.split("@")[0] ?? email;
  const organizationId = await insertOrganization(db, "Plimsoll");
  const userId = await insertPerson(db, { organizationId, name, email, role: "platformAdministrator" });
  await savePasswordHash(db, userId, await hashPassword(password));
  await auditConfigured(db, organizationId, {
    verb: "organization.create",
    objectType: "organization",
    objectId: organizationId,
    objectName: "Plimsoll",
  });
  await auditConfigured(db, organizationId, {
    verb: "person.create",
    objectType: "person",
    objectId: userId,
    objectName: email,
  });
}

async function ensureToken(db: Database, { email, token }: FirstAdministrator): Promise<void> {
  if (token === undefined || (await hasTokenHash(db, hashSecret(token)))) return;
  const owner = await findPersonByEmail(db, email);
  if (!owner || owner.deactivatedAt) return;
  const name = "Configured at start";
  const id = await insertToken(db, {
    userId: owner.id,
    name,
    hash: hashSecret(token),
    prefix: token.slice(0, 6),
    readOnly: false,
    expiresAt: null,
  });
  await auditConfigured(db, owner.organizationId, {
    verb: "token.create",
    objectType: "token",
    objectId: id,
    objectName: name,
  });
}

/** The configuration is nobody, so these entries have no person as actor. */
async function auditConfigured(
  db: Database,
  organizationId: string,
  entry: {
    verb: string;
    objectType: "organization" | "person" | "token";
    objectId: string;
    objectName: string;
  },
): Promise<void> {
  const nobody = {
    actorId: null,
    actorName: "configuration",
    tokenId: null,
    repositoryId: null,
    changes: [],
    requestId: "start",
  };
  await appendAuditEntry(db, organizationId, { ...nobody, ...entry, createdAt: new Date() });
}
