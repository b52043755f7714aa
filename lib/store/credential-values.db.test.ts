import { beforeAll, expect, test } from "vitest";
import type { Actor } from "#lib/domain/actors";
import { updateCredential } from "#lib/operations/credentials";
import { runOperation } from "#lib/operations/operation";
import { actorOf, makeOrganization } from "#lib/testing/actors";
import { callerOf, makeCredential } from "#lib/testing/factories";
import { deriveCredentialKey, sealValue } from "./credential-cipher";
import { readCredentialValues } from "./credential-values";
import { database } from "./database";

let actor: Actor;
beforeAll(async () => {
  actor = await actorOf((await makeOrganization()).administrator);
});

const read = (references: [drCredentialId: string, key: string][], { organizationId } = actor) =>
  readCredentialValues(
    database,
    organizationId,
    references.map(([drCredentialId, key]) => ({ drCredentialId, key })),
  );

test("values come in the order they are asked for, the latest of each", async () => {
  const basic = { credentialType: "basic", user: "ana", password: "old" };
  const { id } = await makeCredential(actor, basic);
  const { id: other } = await makeCredential(actor, { apiToken: "t" });
  await runOperation(updateCredential, callerOf(actor), { id, change: { password: "new" } });
  expect(
    await read([
      [id, "password"],
      [other, "apiToken"],
      [id, "user"],
      [id, "password"],
    ]),
  ).toEqual(["new", "t", "ana", "new"]);
  expect(await read([])).toEqual([]);
});

test("what cannot be read is said by name", async () => {
  const s3 = { credentialType: "s3", awsAccessKeyId: "k", awsSecretAccessKey: "s" };
  const { id } = await makeCredential(actor, { ...s3, name: "bucket" });
  await expect(read([[id, "awsSessionToken"]])).rejects.toThrow(
    "The credential bucket has no awsSessionToken",
  );
  const stranger = await actorOf((await makeOrganization()).administrator);
  await expect(read([[id, "awsAccessKeyId"]], stranger)).rejects.toThrow(`There is no credential ${id}`);
  const place = { credentialId: id, key: "awsAccessKeyId" };
  const sealed = sealValue(deriveCredentialKey("a secret that was replaced by another"), place, "k");
  await database.credentialValue.update({ where: { credentialId_key: place }, data: { sealed } });
  await expect(read([[id, "awsAccessKeyId"]])).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("The credential bucket cannot be read: it was stored with another"),
  });
});

test("a value that was copied to another row does not open there", async () => {
  const mine = await makeCredential(actor);
  const theirs = await makeCredential(actor, { apiToken: "theirs" });
  const at = (credentialId: string) => ({ credentialId_key: { credentialId, key: "apiToken" } });
  const { sealed } = await database.credentialValue.findUniqueOrThrow({ where: at(theirs.id) });
  await database.credentialValue.update({ where: at(mine.id), data: { sealed } });
  await expect(read([[mine.id, "apiToken"]])).rejects.toThrow("cannot be read");
});
