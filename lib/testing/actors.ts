import { type Actor, type UserRole, userRole } from "#lib/domain/actors";
import { runOperation } from "#lib/operations/operation";
import { signIn } from "#lib/operations/sessions";
import { findActorByUser } from "#lib/store/actors";
import { database } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { insertOrganization } from "#lib/store/organizations";
import { insertPerson, savePasswordHash } from "#lib/store/people";
import { hashSecret, makeSecret } from "#lib/store/secrets";
import { hashPassword } from "#lib/store/sessions";
import { insertToken } from "#lib/store/tokens";

export interface TestPerson {
  id: string;
  email: string;
  organizationId: string;
  /** A bearer token with all of the person's rights. */
  token: string;
}

export interface TestOrganization {
  id: string;
  administrator: TestPerson;
}

/** An organization of its own, for one test. */
export async function makeOrganization(): Promise<TestOrganization> {
  const id = await insertOrganization(database, `Organization ${newId()}`);
  return { id, administrator: await makePerson(id, "administrator") };
}

export async function makePerson(
  organizationId: string,
  role: UserRole = userRole.enum.member,
): Promise<TestPerson> {
  const email = `${newId()}@example.test`;
  const id = await insertPerson(database, {
    organizationId,
    name: `Ada ${email.slice(16, 24)} Lovelace`,
    email,
    role,
  });
  return { id, email, organizationId, token: await makeToken(id) };
}

export async function makeToken(
  userId: string,
  { readOnly = false, expiresAt = null }: { readOnly?: boolean; expiresAt?: Date | null } = {},
): Promise<string> {
  const secret = makeSecret("plm_");
  const prefix = secret.slice(0, 10);
  await insertToken(database, {
    userId,
    name: "Test",
    hash: hashSecret(secret),
    prefix,
    readOnly,
    expiresAt,
  });
  return secret;
}

/** The person as signed in in a browser. */
export async function actorOf({ id }: { id: string }): Promise<Actor> {
  const actor = await findActorByUser(id);
  if (!actor) throw new Error(`${id} cannot sign in`);
  return actor;
}

/** Gives the person a password, signs in, and returns the `cookie` header a browser would send from then on. */
export async function openBrowserSession({ id, email }: TestPerson): Promise<string> {
  const password = "correct horse battery";
  await savePasswordHash(database, id, await hashPassword(password));
  const origin = { address: "192.0.2.1", userAgent: "test" };
  const { cookies } = await runOperation(
    signIn,
    { actor: null, requestId: "test" },
    { email, password, ...origin },
  );
  return cookies.map((cookie) => cookie.split(";", 1)[0]).join("; ");
}
