import { z } from "zod";
import { findChanges } from "#lib/domain/audit";
import { invalid } from "#lib/domain/errors";
import { type OrganizationRecord, organizationChange, organizationRecord } from "#lib/domain/organizations";
import { emailAddress, organizationName, personName } from "#lib/domain/people";
import { insertLink } from "#lib/store/links";
import {
  getOrganization as getStoredOrganization,
  insertOrganization,
  listOrganizations as listStoredOrganizations,
  updateOrganization as updateStoredOrganization,
} from "#lib/store/organizations";
import { findPersonByEmail, insertPerson } from "#lib/store/people";
import { organizationAdministrator, platformAdministrator, signedIn } from "./access";
import { defineOperation } from "./operation";

export const listOrganizations = defineOperation({
  name: "organizations.list",
  kind: "read",
  input: z.object({}),
  output: z.array(organizationRecord),
  access: platformAdministrator,
  run: ({ db }) => listStoredOrganizations(db),
});

/** The caller's own organization. */
export const getOrganization = defineOperation({
  name: "organizations.get",
  kind: "read",
  input: z.object({}),
  output: organizationRecord,
  access: signedIn,
  run: ({ db }, _input, { actor }) => getStoredOrganization(db, actor.organizationId),
});

/** A new organization with its first administrator, who gets a one-time link. */
export const createOrganization = defineOperation({
  name: "organizations.create",
  kind: "write",
  input: z.strictObject({
    name: organizationName,
    administratorName: personName,
    administratorEmail: emailAddress,
  }),
  output: z.object({ organization: organizationRecord, linkSecret: z.string() }),
  access: platformAdministrator,
  run: async ({ db, now, audit }, { name, administratorName, administratorEmail: email }, { actor }) => {
    if (await findPersonByEmail(db, email)) {
      throw invalid([
        { path: "administratorEmail", message: "Somebody has this address already", code: "taken" },
      ]);
    }
    const organizationId = await insertOrganization(db, name);
    const userId = await insertPerson(db, {
      organizationId,
      name: administratorName,
      email,
      role: "administrator",
    });
    const entry = {
      verb: "organization.create",
      objectType: "organization",
      objectId: organizationId,
      objectName: name,
    } as const;
    audit({ ...entry, changes: [{ path: "administrator", after: email }] });
    audit({ ...entry, by: { organizationId, userId: actor.userId, name: actor.name } });
    return {
      organization: await getStoredOrganization(db, organizationId),
      linkSecret: await insertLink(db, "password", userId, now),
    };
  },
});

export const updateOrganization = defineOperation({
  name: "organizations.update",
  kind: "write",
  input: organizationChange,
  output: organizationRecord,
  access: organizationAdministrator,
  run: async ({ db, audit }, change, { actor }) => {
    const before = await getStoredOrganization(db, actor.organizationId);
    await updateStoredOrganization(db, actor.organizationId, change);
    const after = await getStoredOrganization(db, actor.organizationId);
    const fields = ({ createdAt: _made, ...rest }: OrganizationRecord) => rest;
    audit({
      verb: "organization.update",
      objectType: "organization",
      objectId: after.id,
      objectName: after.name,
      changes: findChanges(fields(before), fields(after)),
    });
    return after;
  },
});
