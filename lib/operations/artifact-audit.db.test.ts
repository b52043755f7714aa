import { expect, test } from "vitest";
import { masked } from "#lib/domain/masked";
import { verifyAuditChains } from "#lib/store/audit";
import { database } from "#lib/store/database";
import { actorOf, makeOrganization } from "#lib/testing/actors";
import { callerOf, makeArtifact, makeContainer } from "#lib/testing/factories";
import { listArtifactActivity } from "./activity";
import { updateArtifact } from "./artifacts";
import { runOperation } from "./operation";

const level = { name: "LEVEL", value: "info" };
const key = { name: "API_KEY", value: "hunter2" };
const specOf = (environmentVars: object[]) => ({
  containerGroups: [{ containers: [makeContainer({ environmentVars })] }],
});

test("an entry names what differs, order alone is saved and said, and the chain holds", async () => {
  const { id: organizationId, administrator } = await makeOrganization();
  const caller = callerOf(await actorOf(administrator));
  const { id } = await makeArtifact(await actorOf(administrator), { spec: specOf([level, key]) });
  const save = (environmentVars: object[]) =>
    runOperation(updateArtifact, caller, { id, patch: { spec: specOf(environmentVars) } });

  const reordered = await save([key, level]);
  expect(reordered.revision).toBe(2);
  expect(reordered.spec.containerGroups[0]?.containers[0]?.environmentVars).toMatchObject([key, level]);
  await save([level, { ...key, value: "hunter3" }]);
  expect((await save([level, { ...key, value: "hunter3" }])).revision).toBe(3);

  const entries = await runOperation(listArtifactActivity, caller, { id });
  expect(entries.map(({ changes }) => changes).slice(0, 2)).toEqual([
    [
      {
        path: "default/web/environment/API_KEY",
        before: { source: "string", name: "API_KEY", value: masked },
        after: { source: "string", name: "API_KEY", value: masked },
        risk: "credential",
      },
    ],
    [{ path: "default/web/environment", after: "2 variables in another order" }],
  ]);
  const { faults } = await verifyAuditChains(database);
  expect(faults.filter((fault) => fault.organizationId === organizationId)).toEqual([]);
});
