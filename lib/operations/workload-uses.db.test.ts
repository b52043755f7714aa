import { expect, test } from "vitest";
import { actorOf, makeOrganization, makePerson } from "#lib/testing/actors";
import { callerOf, grant, makeArtifact } from "#lib/testing/factories";
import { makeShownWorkload } from "#lib/testing/shown-workloads";
import { runOperation } from "./operation";
import { stopWorkload } from "./workload-runs";
import { countWorkloadUses } from "./workload-uses";

test("what runs of a repository is counted as far as one sees it, what is stopped is not", async () => {
  const { id: organizationId, administrator } = await makeOrganization();
  const actor = await actorOf(administrator);
  const first = await makeArtifact(actor);
  const second = await makeArtifact(actor, { artifactRepositoryId: first.repositoryId });
  const quiet = await makeArtifact(actor);
  const seen = await makeShownWorkload(actor, first.id, "seen");
  await makeShownWorkload(actor, second.id, "hidden");
  const stopped = await makeShownWorkload(actor, quiet.id, "stopped");
  await runOperation(stopWorkload, callerOf(actor), { id: stopped.id });
  const consumer = await makePerson(organizationId);
  await grant(organizationId, { workloadId: seen.id }, consumer, "CONSUMER");
  const repositoryIds = [first.repositoryId, quiet.repositoryId];
  const countFor = async (person: { id: string }) =>
    runOperation(countWorkloadUses, callerOf(await actorOf(person)), { repositoryIds });
  const { repositoryId } = first;
  expect(await countFor(administrator)).toEqual([{ repositoryId, running: 2 }]);
  expect(await countFor(consumer)).toEqual([{ repositoryId, running: 1 }]);
  expect(await countFor((await makeOrganization()).administrator)).toEqual([]);
});
