import { AppError } from "#lib/domain/errors";
import { looksLikeCredential } from "#lib/domain/findings";
import type { StoredContainer } from "#lib/domain/spec";
import { readCredentialValues } from "#lib/store/credential-values";
import { database } from "#lib/store/database";
import type { Blueprint } from "#lib/store/proton-work";

interface ContainerEnvironment {
  /** In clear: for the engine alone, never stored or told. */
  environment: Record<string, string>;
  /** Those of the values that must not be in a log or a message. */
  secrets: string[];
}

/** Variables of a container; a later one of a name takes the place of an earlier. Throws what can be told to people. */
export async function resolveEnvironment(
  { name, environmentVars }: StoredContainer,
  { organizationId, workloadId }: Blueprint,
): Promise<ContainerEnvironment> {
  const references = environmentVars.flatMap((one) => (one.source === "dr-credential" ? [one] : []));
  const values = await readCredentialValues(database, organizationId, references);
  const environment: Record<string, string> = {};
  const secrets = [...values];
  for (const variable of environmentVars) {
    if (variable.source === "api-key")
      throw new AppError(
        "conflict",
        `${name}: no token of the platform is made for containers (source api-key): use a credential`,
      );
    const resolved = variable.source === "string" ? variable.value : values[references.indexOf(variable)];
    environment[variable.name] = resolved ?? "";
    if (variable.source === "string" && looksLikeCredential(variable.name)) secrets.push(variable.value);
  }
  return { environment: { ...environment, WORKLOAD_ID: workloadId }, secrets };
}
