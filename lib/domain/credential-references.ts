import { type CredentialType, credentialTypes, keysOf } from "./credential-types";
import type { Issue } from "./errors";
import type { StoredSpec } from "./spec";

/** A value that a container gets from a credential. */
export interface CredentialReference {
  drCredentialId: string;
  key: string;
}

/** The references of a spec, each with the path of its variable. */
export function listCredentialReferences({
  containerGroups,
}: StoredSpec): (CredentialReference & { path: string })[] {
  return containerGroups.flatMap(({ containers }, g) =>
    containers.flatMap(({ environmentVars }, c) =>
      environmentVars.flatMap((variable, index) => {
        if (variable.source !== "dr-credential") return [];
        const { drCredentialId, key } = variable;
        const path = `spec.containerGroups[${g}].containers[${c}].environmentVars[${index}]`;
        return [{ drCredentialId, key, path }];
      }),
    ),
  );
}

/** What is known of a credential that a spec names. */
interface KnownCredential {
  credentialType: CredentialType;
  usable: boolean;
}

const sameReference = (one: CredentialReference) => `${one.key} ${one.drCredentialId}`;

/**
 * What is wrong with the references of a spec that somebody writes. What was in it before stays, whoever wrote it: an
 * editor of a draft need not own what it runs with. An id that no credential has is left alone: documents are written
 * before their credentials are made, and come from elsewhere; nothing starts with one.
 */
export function findReferenceIssues(
  spec: StoredSpec,
  previous: StoredSpec | null,
  known: ReadonlyMap<string, KnownCredential>,
): Issue[] {
  const before = new Set((previous ? listCredentialReferences(previous) : []).map(sameReference));
  return listCredentialReferences(spec)
    .filter((reference) => !before.has(sameReference(reference)))
    .flatMap(({ path, drCredentialId, key }) => {
      const credential = known.get(drCredentialId);
      if (!credential) return [];
      if (!credential.usable)
        return [
          { path: `${path}.drCredentialId`, message: "There is no such credential", code: "not_found" },
        ];
      return findKeyIssues(credential.credentialType, key, path);
    });
}

function findKeyIssues(type: CredentialType, key: string, path: string): Issue[] {
  const keys = keysOf(type);
  if (keys.includes(key)) return [];
  const { label } = credentialTypes[type];
  const message = `There is no ${key} in a credential of type ${type} (${label}): it has ${keys.join(", ")}`;
  return [{ path: `${path}.key`, message, code: "unknown_key" }];
}
