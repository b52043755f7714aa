import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { findChanges } from "#lib/domain/audit";
import { readCredentialChange, readNewCredential } from "#lib/domain/credential-input";
import {
  type CredentialRecord,
  credentialQuery,
  credentialRecord,
  credentialUses,
  mayManage,
  mayUse,
} from "#lib/domain/credentials";
import { AppError, notFound } from "#lib/domain/errors";
import { masked } from "#lib/domain/masked";
import { pageOf } from "#lib/domain/paging";
import { listCredentialUses } from "#lib/store/credential-uses";
import { writeCredentialValues } from "#lib/store/credential-values";
import {
  deleteCredential as deleteStoredCredential,
  findCredential,
  hasCredentialNamed,
  insertCredential,
  listCredentials as listStoredCredentials,
  updateCredential as updateStoredCredential,
} from "#lib/store/credentials";
import { signedIn } from "./access";
import { type AccessContext, defineOperation, type RunContext } from "./operation";

const credentialId = z.object({ id: z.string() });

/** A credential as people see it: everything but its values, which nothing returns. */
const credentialView = credentialRecord.extend({
  /** Whether the asker may name it in an artifact. */
  usable: z.boolean(),
  /** Whether the asker may change and delete it. */
  manageable: z.boolean(),
});
export type CredentialView = z.infer<typeof credentialView>;

const viewFor = (actor: Actor, credential: CredentialRecord): CredentialView => ({
  ...credential,
  usable: mayUse(actor, credential),
  manageable: mayManage(actor, credential),
});

async function seenCredential(context: AccessContext, { id }: { id: string }) {
  const { actor } = await signedIn(context);
  const credential = await findCredential(context.db, actor, id);
  if (!credential) throw notFound("Credential");
  return { actor, credential };
}

async function managedCredential(context: AccessContext, input: { id: string }) {
  const { actor, credential } = await seenCredential(context, input);
  if (!mayManage(actor, credential))
    throw new AppError("forbidden", "Only its owner and administrators may change this credential");
  return { actor, credential };
}

/** The values are not among the changes: that they were replaced is all that is ever said of them. */
function audit(
  context: RunContext,
  verb: string,
  { id, name }: Pick<CredentialRecord, "id" | "name">,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): void {
  context.audit({
    ...{ verb, objectType: "credential", objectId: id, objectName: name },
    changes: findChanges(before, after),
  });
}

const auditedFields = ({ name, description, credentialType, visibility }: CredentialRecord) => ({
  ...{ name, description, credentialType, visibility },
});

async function requireFreeName(
  { db }: RunContext,
  { organizationId }: Actor,
  name: string,
  own: string | null,
): Promise<void> {
  if (!(await hasCredentialNamed(db, organizationId, name, own))) return;
  const issues = [{ path: "name", message: "There is a credential of this name", code: "taken" }];
  throw new AppError("conflict", "credential name already exists", { issues });
}

async function getFresh({ db }: RunContext, actor: Actor, id: string): Promise<CredentialRecord> {
  const credential = await findCredential(db, actor, id);
  if (!credential) throw notFound("Credential");
  return credential;
}

export const listCredentials = defineOperation({
  name: "credentials.list",
  kind: "read",
  input: credentialQuery,
  output: pageOf(credentialView),
  access: signedIn,
  run: async ({ db }, { types, search, usable, ...query }, { actor }) => {
    const filter = { types, search, usableOnly: usable === "true" };
    const page = await listStoredCredentials(db, actor, filter, query);
    return { ...page, items: page.items.map((credential) => viewFor(actor, credential)) };
  },
});

export const getCredential = defineOperation({
  name: "credentials.get",
  kind: "read",
  input: credentialId,
  output: credentialView,
  access: seenCredential,
  run: async (_context, _input, { actor, credential }) => viewFor(actor, credential),
});

const mostUses = 50;

/** The artifacts that name it, for who thinks of deleting it or of replacing its values. */
export const listUsesOfCredential = defineOperation({
  name: "credentials.listUses",
  kind: "read",
  input: credentialId,
  output: credentialUses,
  access: seenCredential,
  run: async ({ db }, { id }, { actor }) => listCredentialUses(db, actor, id, mostUses),
});

export const createCredential = defineOperation({
  name: "credentials.create",
  kind: "write",
  /** What else there is depends on the type (see `readNewCredential`). */
  input: z.looseObject({}),
  output: credentialView,
  access: signedIn,
  run: async (context, input, { actor }) => {
    const { values, ...credential } = readNewCredential(input);
    await requireFreeName(context, actor, credential.name, null);
    const id = await insertCredential(context.db, actor, credential, context.now);
    await writeCredentialValues(context.db, id, values);
    const created = await getFresh(context, actor, id);
    audit(context, "credential.create", created, {}, auditedFields(created));
    return viewFor(actor, created);
  },
});

export const updateCredential = defineOperation({
  name: "credentials.update",
  kind: "write",
  /** See `readCredentialChange`. */
  input: credentialId.extend({ change: z.looseObject({}) }),
  output: credentialView,
  access: managedCredential,
  run: async (context, { id, change }, { actor, credential }) => {
    const { values, ...fields } = readCredentialChange(credential.credentialType, change);
    if (fields.name !== undefined) await requireFreeName(context, actor, fields.name, id);
    await updateStoredCredential(context.db, id, fields, context.now);
    await writeCredentialValues(context.db, id, values);
    const changed = await getFresh(context, actor, id);
    const replaced = Object.keys(values).map((key) => ({ path: key, before: masked, after: masked }));
    context.audit({
      ...{ verb: "credential.update", objectType: "credential", objectId: id, objectName: changed.name },
      changes: [...findChanges(auditedFields(credential), auditedFields(changed)), ...replaced],
    });
    return viewFor(actor, changed);
  },
});

/**
 * Artifacts that name it do not stand in the way: a secret that got out must be gone at once, and locked versions are
 * kept for ever. What is started with it afterwards says which credential is missing.
 */
export const deleteCredential = defineOperation({
  name: "credentials.delete",
  kind: "write",
  input: credentialId,
  output: z.null(),
  access: managedCredential,
  run: async (context, { id }, { credential }) => {
    await deleteStoredCredential(context.db, id);
    audit(context, "credential.delete", credential, auditedFields(credential), {});
    return null;
  },
});
