"use server";
import * as groups from "#lib/operations/groups";
import { action } from "#lib/web/action";

export const createGroup = action(groups.createGroup);
export const updateGroup = action(groups.updateGroup);
export const deleteGroup = action(groups.deleteGroup);
export const addGroupMembers = action(groups.addGroupMembers);
export const removeGroupMember = action(groups.removeGroupMember);
