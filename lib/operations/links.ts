import { z } from "zod";
import { AppError, invalid } from "#lib/domain/errors";
import { emailAddress, newPassword, organizationName, personName } from "#lib/domain/people";
import { findLink, useLink } from "#lib/store/links";
import { insertOrganization } from "#lib/store/organizations";
import {
  countPeople,
  deleteSessions,
  findPersonByEmail,
  insertPerson,
  savePasswordHash,
} from "#lib/store/people";
import { hashPassword } from "#lib/store/sessions";
import { anyone } from "./access";
import { type AccessContext, defineOperation } from "./operation";

const secret = z.string().min(1).max(256);
const gone = () =>
  new AppError("not_found", "This link was used already, has expired or never was one. Ask for a new one.");

/** The secret in a password link is the proof: it loads the person it was made for. */
async function passwordLink({ db, now }: AccessContext, input: { secret: string }) {
  const link = await findLink(db, "password", input.secret, now);
  if (!link?.user || link.user.deactivatedAt) throw gone();
  return { linkId: link.id, person: link.user };
}

/** The secret in the set-up link is the proof, for as long as there is nobody. */
async function setupLink({ db, now }: AccessContext, input: { secret: string }) {
  const link = await findLink(db, "setup", input.secret, now);
  if (!link || (await countPeople(db)) > 0) throw gone();
  return { linkId: link.id };
}

export const checkPasswordLink = defineOperation({
  name: "links.checkPassword",
  kind: "read",
  input: z.object({ secret }),
  output: z.object({ name: z.string(), email: z.string() }),
  access: passwordLink,
  run: async (_context, _input, { person }) => ({ name: person.name, email: person.email }),
});

/** Chooses a password with a one-time link. Earlier sessions end. */
export const choosePassword = defineOperation({
  name: "links.choosePassword",
  kind: "write",
  input: z.object({ secret, password: newPassword }),
  output: z.object({ email: z.string() }),
  access: passwordLink,
  run: async ({ db, now, audit }, { password }, { linkId, person }) => {
    if (!(await useLink(db, linkId, now))) throw gone();
    await savePasswordHash(db, person.id, await hashPassword(password));
    await deleteSessions(db, person.id);
    const by = { organizationId: person.organizationId, userId: person.id, name: person.name };
    audit({
      verb: "person.choosePassword",
      objectType: "person",
      objectId: person.id,
      objectName: person.email,
      by,
    });
    return { email: person.email };
  },
});

/** Whether there is anybody who could sign in yet; the sign-in page of a fresh installation says what to do instead. */
export const getSetupState = defineOperation({
  name: "links.getSetupState",
  kind: "read",
  input: z.object({}),
  output: z.object({ done: z.boolean() }),
  access: anyone,
  run: async ({ db }) => ({ done: (await countPeople(db)) > 0 }),
});

export const checkSetupLink = defineOperation({
  name: "links.checkSetup",
  kind: "read",
  input: z.object({ secret }),
  output: z.null(),
  access: setupLink,
  run: async () => null,
});

/** Makes the first organization and its administrator, who is the platform's too. */
export const setUp = defineOperation({
  name: "links.setUp",
  kind: "write",
  input: z.object({
    secret,
    organization: organizationName,
    name: personName,
    email: emailAddress,
    password: newPassword,
  }),
  output: z.object({ email: z.string() }),
  access: setupLink,
  run: async ({ db, now, audit }, { organization, name, email, password }, { linkId }) => {
    if (!(await useLink(db, linkId, now))) throw gone();
    if (await findPersonByEmail(db, email))
      throw invalid([{ path: "email", message: "Is taken", code: "taken" }]);
    const organizationId = await insertOrganization(db, organization);
    const userId = await insertPerson(db, { organizationId, name, email, role: "platformAdministrator" });
    await savePasswordHash(db, userId, await hashPassword(password));
    const by = { organizationId, userId, name };
    audit({
      verb: "organization.create",
      objectType: "organization",
      objectId: organizationId,
      objectName: organization,
      by,
    });
    return { email };
  },
});
