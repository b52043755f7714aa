import { z } from "zod";
import { type Actor, isAdministrator } from "#lib/domain/actors";
import { findReferenceIssues, listCredentialReferences } from "#lib/domain/credential-references";
import { credentialType, mayUse } from "#lib/domain/credentials";
import { invalid } from "#lib/domain/errors";
import type { StoredSpec } from "#lib/domain/spec";
import { listArtifactCredentials, setArtifactCredentials } from "#lib/store/credential-uses";
import { listCredentialsById } from "#lib/store/credentials";
import type { Database } from "#lib/store/database";
import { artifactWith } from "./access";
import { defineOperation } from "./operation";

/**
 * Refuses a spec that names credentials its writer may not use, or values they do not have, and notes the others; to be
 * called with every spec that is written, and with the one that it replaces or is a copy of.
 */
export async function requireCredentials(
  db: Database,
  actor: Actor,
  artifactId: string,
  spec: StoredSpec,
  previous: StoredSpec | null,
): Promise<void> {
  const { own, known } = await findNamed(db, actor, spec);
  const issues = findReferenceIssues(spec, previous, known);
  if (issues.length > 0) throw invalid(issues);
  await setArtifactCredentials(
    db,
    artifactId,
    own.map(({ id }) => id),
  );
}

/**
 * Refuses to run what names credentials that the actor may not use, whoever wrote it: else one could put an image of
 * one's own into a copy of somebody's draft, and read what that is given.
 */
export async function requireUsableCredentials(db: Database, actor: Actor, spec: StoredSpec): Promise<void> {
  const { known } = await findNamed(db, actor, spec);
  const issues = findReferenceIssues(spec, null, known);
  if (issues.length > 0) throw invalid(issues);
}

/** The credentials that a spec names: those of the organization, and what is known of each. */
async function findNamed(db: Database, actor: Actor, spec: StoredSpec) {
  const ids = new Set(listCredentialReferences(spec).map(({ drCredentialId }) => drCredentialId));
  const credentials = await listCredentialsById(db, [...ids]);
  const own = credentials.filter(({ organizationId }) => organizationId === actor.organizationId);
  const known = new Map(
    credentials.map((credential) => [
      credential.id,
      {
        credentialType: credential.credentialType,
        usable: own.includes(credential) && mayUse(actor, credential),
      },
    ]),
  );
  return { own, known };
}

/** The credentials that an artifact names, by name: those that the caller may see. */
export const listCredentialsOfArtifact = defineOperation({
  name: "credentials.listOfArtifact",
  kind: "read",
  input: z.object({ id: z.string() }),
  output: z.array(z.object({ id: z.string(), name: z.string(), credentialType })),
  access: artifactWith("view"),
  run: async ({ db }, { id }, { actor }) =>
    (await listArtifactCredentials(db, id)).filter(
      (credential) => isAdministrator(actor) || mayUse(actor, credential),
    ),
});
