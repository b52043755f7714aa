import { z } from "zod";
import { type Actor, isAdministrator, userRole } from "#lib/domain/actors";
import { findChanges } from "#lib/domain/audit";
import { AppError, invalid, notFound } from "#lib/domain/errors";
import { pageOf, pageQuery, searchTerm } from "#lib/domain/paging";
import { type PersonRecord, personInput, personName, personRecord } from "#lib/domain/people";
import { insertLink } from "#lib/store/links";
import {
  countActiveAdministrators,
  deleteSessions,
  findPerson,
  findPersonByEmail,
  insertPerson,
  listPeople as listStoredPeople,
  updatePerson as updateStoredPerson,
} from "#lib/store/people";
import { revokeTokensOf } from "#lib/store/tokens";
import { organizationAdministrator } from "./access";
import { type AccessContext, defineOperation, type RunContext } from "./operation";

const personId = z.object({ id: z.string() });

/** Proves an administrator and loads a person of the same organization. */
async function administeredPerson(context: AccessContext, { id }: { id: string }) {
  const { actor } = await organizationAdministrator(context);
  const person = await findPerson(context.db, actor.organizationId, id);
  if (!person) throw notFound("Person");
  if (person.role === "platformAdministrator" && actor.role !== "platformAdministrator") {
    throw new AppError("forbidden", "Only platform administrators may change a platform administrator");
  }
  return { actor, person };
}

async function getPerson({ db }: RunContext, actor: Actor, id: string): Promise<PersonRecord> {
  const person = await findPerson(db, actor.organizationId, id);
  if (!person) throw notFound("Person");
  return person;
}

function auditPerson(
  context: RunContext,
  verb: string,
  person: PersonRecord,
  changes: ReturnType<typeof findChanges>,
): void {
  context.audit({ verb, objectType: "person", objectId: person.id, objectName: person.email, changes });
}

export const listPeople = defineOperation({
  name: "people.list",
  kind: "read",
  input: pageQuery.extend({ search: searchTerm }),
  output: pageOf(personRecord),
  access: organizationAdministrator,
  run: ({ db }, query, { actor }) => listStoredPeople(db, actor.organizationId, query),
});

/** A new person and the one-time link with which they choose their password. */
export const createPerson = defineOperation({
  name: "people.create",
  kind: "write",
  input: personInput,
  output: z.object({ person: personRecord, linkSecret: z.string() }),
  access: organizationAdministrator,
  run: async (context, { name, email, role }, { actor }) => {
    const { db, now } = context;
    if (await findPersonByEmail(db, email)) {
      throw invalid([{ path: "email", message: "Somebody has this address already", code: "taken" }]);
    }
    const id = await insertPerson(db, { organizationId: actor.organizationId, name, email, role });
    const linkSecret = await insertLink(db, "password", id, now);
    const person = await getPerson(context, actor, id);
    auditPerson(context, "person.create", person, findChanges({}, { name, email, role }));
    return { person, linkSecret };
  },
});

/** A new one-time link for somebody who lost theirs or forgot their password; earlier ones end. */
export const createPasswordLink = defineOperation({
  name: "people.createPasswordLink",
  kind: "write",
  input: personId,
  output: z.object({ linkSecret: z.string() }),
  access: administeredPerson,
  run: async (context, _input, { person }) => {
    if (person.deactivatedAt) throw new AppError("conflict", `${person.name} is deactivated`);
    const linkSecret = await insertLink(context.db, "password", person.id, context.now);
    auditPerson(context, "person.createPasswordLink", person, []);
    return { linkSecret };
  },
});

export const updatePerson = defineOperation({
  name: "people.update",
  kind: "write",
  input: personId.extend({
    name: personName.optional(),
    role: userRole.exclude(["platformAdministrator"]).optional(),
  }),
  output: personRecord,
  access: administeredPerson,
  run: async (context, { name, role }, { actor, person }) => {
    if (role === "member") await requireAnotherAdministrator(context, actor, person);
    await updateStoredPerson(context.db, person.id, { name, role });
    const changed = await getPerson(context, actor, person.id);
    const fields = (one: PersonRecord) => ({ name: one.name, role: one.role });
    auditPerson(context, "person.update", changed, findChanges(fields(person), fields(changed)));
    return changed;
  },
});

/** Somebody has to be left who can administer. */
async function requireAnotherAdministrator(
  { db }: RunContext,
  actor: Actor,
  person: PersonRecord,
): Promise<void> {
  if (!isAdministrator(person) || person.deactivatedAt) return;
  if ((await countActiveAdministrators(db, actor.organizationId)) > 1) return;
  throw new AppError("conflict", `${person.name} is the last administrator of this organization`, {
    blockers: [{ kind: "person", id: person.id, name: person.name }],
  });
}

/** Ends every session and token of a person at once; nothing they made is touched. */
export const deactivatePerson = defineOperation({
  name: "people.deactivate",
  kind: "write",
  input: personId,
  output: personRecord,
  access: administeredPerson,
  run: async (context, _input, { actor, person }) => {
    const { db, now } = context;
    await requireAnotherAdministrator(context, actor, person);
    await updateStoredPerson(db, person.id, { deactivatedAt: now });
    await deleteSessions(db, person.id);
    await revokeTokensOf(db, person.id, now);
    const changed = await getPerson(context, actor, person.id);
    auditPerson(context, "person.deactivate", changed, []);
    return changed;
  },
});

export const reactivatePerson = defineOperation({
  name: "people.reactivate",
  kind: "write",
  input: personId,
  output: personRecord,
  access: administeredPerson,
  run: async (context, _input, { actor, person }) => {
    await updateStoredPerson(context.db, person.id, { deactivatedAt: null });
    const changed = await getPerson(context, actor, person.id);
    auditPerson(context, "person.reactivate", changed, []);
    return changed;
  },
});
