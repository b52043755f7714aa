"use server";
import { deleteRepository, setRepositoryTags } from "#lib/operations/repositories";
import { updateRepositoryRoles } from "#lib/operations/shared-roles";
import { action } from "#lib/web/action";

export const remove = action(deleteRepository);
export const saveTags = action(setRepositoryTags);
export const saveRoles = action(updateRepositoryRoles);
