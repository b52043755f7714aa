import { expect, test } from "vitest";
import { actorOf, makeOrganization, makePerson } from "#lib/testing/actors";
import { callerOf, makeArtifact } from "#lib/testing/factories";
import { getArtifact, setArtifactTags } from "./artifacts";
import { runOperation } from "./operation";
import { setRepositoryTags } from "./repositories";
import { listArtifactRoles, updateArtifactRoles } from "./shared-roles";

async function makeThing() {
  const { id: organizationId, administrator } = await makeOrganization();
  const caller = callerOf(await actorOf(administrator));
  const { id, repositoryId } = await makeArtifact(await actorOf(administrator));
  return { organizationId, caller, id, repositoryId };
}
const mine = [{ name: "team", value: "mine" }];
const theirs = [{ name: "team", value: "theirs" }];

test("tags are put back only where nobody changed them meanwhile", async () => {
  const { caller, id, repositoryId } = await makeThing();
  const undo = { tags: [], replacing: mine };
  await runOperation(setArtifactTags, caller, { id, tags: theirs });
  await expect(runOperation(setArtifactTags, caller, { id, ...undo })).rejects.toThrow(/meanwhile/);
  await runOperation(setArtifactTags, caller, { id, tags: mine });
  expect((await runOperation(setArtifactTags, caller, { id, ...undo })).tags).toEqual([]);

  await runOperation(setRepositoryTags, caller, { id: repositoryId, tags: theirs });
  await expect(runOperation(setRepositoryTags, caller, { id: repositoryId, ...undo })).rejects.toThrow(
    /meanwhile/,
  );
  await runOperation(setRepositoryTags, caller, { id: repositoryId, tags: theirs, replacing: theirs });
});

test("so is who has access", async () => {
  const { organizationId, caller, id } = await makeThing();
  const colleague = await makePerson(organizationId);
  const { items: former } = await runOperation(listArtifactRoles, caller, { id });
  const entries = former.map(({ recipientType, recipientId, role }) => ({
    shareRecipientType: recipientType,
    id: recipientId,
    role,
  }));
  const shared = [
    ...entries,
    { shareRecipientType: "user" as const, id: colleague.id, role: "USER" as const },
  ];
  const update = (roles: typeof shared | typeof entries) => ({ operation: "updateRoles" as const, roles });
  await runOperation(updateArtifactRoles, caller, { id, update: update(shared) });
  const undo = { id, update: update(entries) };
  await expect(runOperation(updateArtifactRoles, caller, { ...undo, replacing: former })).rejects.toThrow(
    /meanwhile/,
  );
  const { items: current } = await runOperation(listArtifactRoles, caller, { id });
  await runOperation(updateArtifactRoles, caller, { ...undo, replacing: current });
  expect((await runOperation(listArtifactRoles, caller, { id })).items).toEqual(former);
  expect((await runOperation(getArtifact, caller, { id })).id).toBe(id);
});
