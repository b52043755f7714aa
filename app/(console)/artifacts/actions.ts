"use server";
import { lockArtifact } from "#lib/operations/artifact-locks";
import {
  cloneArtifact,
  createArtifact,
  deleteArtifact,
  replaceArtifact,
  setArtifactTags,
} from "#lib/operations/artifacts";
import { updateArtifactRoles } from "#lib/operations/shared-roles";
import { action } from "#lib/web/action";

export const create = action(createArtifact);
export const save = action(replaceArtifact);
export const clone = action(cloneArtifact);
export const lock = action(lockArtifact);
export const remove = action(deleteArtifact);
export const saveTags = action(setArtifactTags);
export const saveRoles = action(updateArtifactRoles);
