"use server";
import * as credentials from "#lib/operations/credentials";
import { action } from "#lib/web/action";

export const createCredential = action(credentials.createCredential);
export const updateCredential = action(credentials.updateCredential);
export const deleteCredential = action(credentials.deleteCredential);
