"use server";
import { findRecipients, findRecipientsByName } from "#lib/operations/shared-roles";
import { action } from "#lib/web/action";

export const findLike = action(findRecipients);
export const findNamed = action(findRecipientsByName);
