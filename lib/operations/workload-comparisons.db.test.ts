import { expect, test } from "vitest";
import { actorOf, makeOrganization, makePerson } from "#lib/testing/actors";
import { callerOf, grant, makeArtifact, makeContainer } from "#lib/testing/factories";
import { makeShownWorkload } from "#lib/testing/shown-workloads";
import { updateArtifact } from "./artifacts";
import { runOperation } from "./operation";
import { compareWithRunning } from "./workload-comparisons";

const specWith = (environmentVars: unknown[]) => ({
  containerGroups: [{ containers: [makeContainer({ environmentVars })] }],
});
const level = (value: string) => ({ name: "LOG_LEVEL", value, source: "string" });
const secret = (value: string) => ({ name: "API_TOKEN", value, source: "string" });

test("a draft that was edited since it was started differs from what runs, its secrets unsaid", async () => {
  const { id: organizationId, administrator } = await makeOrganization();
  const actor = await actorOf(administrator);
  const draft = await makeArtifact(actor, { spec: specWith([level("info"), secret("first-secret")]) });
  const { id } = await makeShownWorkload(actor, draft.id);
  const compare = (who: { id: string }) =>
    actorOf(who).then((one) => runOperation(compareWithRunning, callerOf(one), { id, artifactId: draft.id }));
  expect(await compare(administrator)).toEqual({ changes: [], reorderings: [] });
  const patch = { spec: specWith([secret("second-secret"), level("debug")]) };
  await runOperation(updateArtifact, callerOf(actor), { id: draft.id, patch });
  const compared = await compare(administrator);
  expect(compared?.changes.map(({ address, risk }) => [address, risk])).toEqual([
    ["default/web/environment/LOG_LEVEL", "environment"],
    ["default/web/environment/API_TOKEN", "credential"],
  ]);
  expect(JSON.stringify(compared)).not.toContain("second-secret");

  const colleague = await makePerson(organizationId);
  await grant(organizationId, { workloadId: id }, colleague, "USER");
  await expect(compare(colleague)).rejects.toMatchObject({ code: "not_found" });
  const own = await makeArtifact(await actorOf(colleague));
  const theirs = callerOf(await actorOf(colleague));
  expect(await runOperation(compareWithRunning, theirs, { id, artifactId: own.id })).toBeNull();
});
