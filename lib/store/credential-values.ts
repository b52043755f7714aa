import type { CredentialReference } from "#lib/domain/credential-references";
import { AppError } from "#lib/domain/errors";
import { env } from "#lib/env";
import { deriveCredentialKey, openValue, sealValue } from "./credential-cipher";
import type { Database } from "./database";

const secretKey = deriveCredentialKey(env.PLIMSOLL_SECRET);

/** Stores values by key, in place of those that are there; `null` takes one away. */
export async function writeCredentialValues(
  db: Database,
  credentialId: string,
  values: Readonly<Record<string, string | null>>,
): Promise<void> {
  const keys = Object.keys(values);
  if (keys.length === 0) return;
  await db.credentialValue.deleteMany({ where: { credentialId, key: { in: keys } } });
  await db.credentialValue.createMany({
    data: Object.entries(values).flatMap(([key, value]) =>
      value === null
        ? []
        : [{ credentialId, key, sealed: sealValue(secretKey, { credentialId, key }, value) }],
    ),
  });
}

/**
 * The values themselves, in the order of the references; for the worker, when it starts a container. Throws what can be
 * told to people: which credential is gone, has no such value, or cannot be read.
 */
export async function readCredentialValues(
  db: Database,
  organizationId: string,
  references: readonly CredentialReference[],
): Promise<string[]> {
  if (references.length === 0) return [];
  const ids = [...new Set(references.map(({ drCredentialId }) => drCredentialId))];
  const credentials = await db.credential.findMany({
    where: { organizationId, id: { in: ids } },
    select: { id: true, name: true, values: true },
  });
  return references.map(({ drCredentialId, key }) => {
    const credential = credentials.find(({ id }) => id === drCredentialId);
    if (!credential) throw unreadable(`There is no credential ${drCredentialId}`);
    const { name } = credential;
    const stored = credential.values.find((value) => value.key === key);
    if (!stored) throw unreadable(`The credential ${name} has no ${key}`);
    const value = openValue(secretKey, { credentialId: drCredentialId, key }, stored.sealed);
    if (value === null) {
      throw unreadable(
        `The credential ${name} cannot be read: it was stored with another PLIMSOLL_SECRET. Enter its values again`,
      );
    }
    return value;
  });
}

function unreadable(detail: string): AppError {
  return new AppError("conflict", detail);
}
