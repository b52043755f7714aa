import type { AuditEntry } from "#lib/domain/audit";

/** What was done, as the middle of "Ana Ruiz … claims-agent". */
const words: Record<string, string> = {
  "artifact.create": "created the draft",
  "artifact.update": "changed the draft",
  "artifact.clone": "made the clone",
  "artifact.lock": "locked",
  "artifact.delete": "deleted the draft",
  "artifact.build": "built the image of",
  "build.start": "started a build of",
  "build.cancel": "cancelled a build of",
  "artifact.tag": "changed the tags of",
  "artifact.share": "changed who has access to",
  "repository.create": "created the repository",
  "repository.tag": "changed the tags of the repository",
  "repository.share": "changed who has access to the repository",
  "repository.delete": "deleted the repository",
  "catalog.create": "began the source",
  "catalog.addVersion": "uploaded a version of the source",
  "catalog.deleteFiles": "deleted files of the source",
  "workload.create": "started the workload",
  "workload.update": "changed the workload",
  "workload.delete": "deleted the workload",
  "workload.start": "started again the workload",
  "workload.restart": "restarted the workload",
  "workload.stop": "stopped the workload",
  "workload.settings": "changed the settings of the workload",
  "workload.replace": "replaced what runs in the workload",
  "workload.cancelReplacement": "cancelled the replacement in the workload",
  "workload.promote": "promoted the workload",
  "workload.share": "changed who has access to the workload",
  "organization.create": "created the organization",
  "organization.update": "changed the organization",
  "person.create": "added",
  "person.update": "changed",
  "person.createPasswordLink": "made a password link for",
  "person.choosePassword": "chose a password for",
  "person.changePassword": "changed the password of",
  "person.deactivate": "deactivated",
  "person.reactivate": "reactivated",
  "person.signIn": "signed in as",
  "person.signOut": "signed out as",
  "person.signOutEverywhere": "ended every session of",
  "group.create": "created the group",
  "group.update": "changed the group",
  "group.delete": "deleted the group",
  "environment.create": "added the execution environment",
  "environment.addVersion": "added a version to the execution environment",
  "environment.update": "changed the execution environment",
  "environment.retire": "retired the execution environment",
  "credential.create": "stored the credential",
  "credential.update": "changed the credential",
  "credential.delete": "deleted the credential",
  "bundle.create": "added the compute bundle",
  "bundle.update": "changed the compute bundle",
  "bundle.retire": "retired the compute bundle",
  "token.create": "created the token",
  "token.revoke": "revoked the token",
};

/** Every verb that has words, for filters. */
export const activityVerbs: readonly string[] = Object.keys(words);

export function activityWords({ verb }: Pick<AuditEntry, "verb">): string {
  return words[verb] ?? verb;
}

/** A locked version's number, which says more than the change of fields it came with. */
export function lockedVersion({ verb, changes }: Pick<AuditEntry, "verb" | "changes">): number | null {
  const version = changes.find(({ path }) => path === "version")?.after;
  return verb === "artifact.lock" && typeof version === "number" ? version : null;
}
