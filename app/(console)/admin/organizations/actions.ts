"use server";
import * as organizations from "#lib/operations/organizations";
import { action } from "#lib/web/action";

export const createOrganization = action(organizations.createOrganization);
