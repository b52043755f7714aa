"use server";
import { lockArtifact } from "#lib/operations/artifact-locks";
import { artifactReference } from "#lib/operations/artifact-views";
import {
  cloneArtifact,
  createArtifact,
  deleteArtifact,
  replaceArtifact,
  setArtifactTags,
} from "#lib/operations/artifacts";
import * as builds from "#lib/operations/builds";
import { updateArtifactRoles } from "#lib/operations/shared-roles";
import { action, actionOnce } from "#lib/web/action";

export const create = actionOnce(createArtifact, artifactReference);
export const save = action(replaceArtifact);
export const clone = action(cloneArtifact);
export const lock = action(lockArtifact);
export const remove = action(deleteArtifact);
export const saveTags = action(setArtifactTags);
export const saveRoles = action(updateArtifactRoles);
export const startBuilds = action(builds.triggerBuilds);
export const retryBuild = action(builds.retryBuild);
export const cancelBuild = action(builds.cancelBuild);
