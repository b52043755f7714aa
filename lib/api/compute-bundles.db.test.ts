import { expect, test } from "vitest";
import { z } from "zod";
import { createBundle, retireBundle, updateBundle } from "#lib/operations/compute-bundles";
import { runOperation } from "#lib/operations/operation";
import { findBundle } from "#lib/store/compute-bundles";
import { database } from "#lib/store/database";
import { actorOf, makeOrganization, makePerson } from "#lib/testing/actors";
import { callerOf } from "#lib/testing/factories";
import { serveApi } from "#lib/testing/server";

const api = serveApi();

const list = z.object({ data: z.array(z.object({ id: z.string() })) });
const bundles = ({ token }: { token: string }) =>
  api.call("GET", "/api/v2/mlops/compute/bundles/", { token });
const idsFor = async (person: { token: string }) =>
  list.parse((await bundles(person)).json).data.map(({ id }) => id);

async function makeAdministrator() {
  const { administrator } = await makeOrganization();
  return { administrator, caller: callerOf(await actorOf(administrator)) };
}

const gpu = {
  id: "gpu.l4.small",
  name: "L4",
  cpuCount: 4,
  memoryBytes: 2 ** 34,
  gpuCount: 1,
  gpuMaker: "nvidia",
  gpuTypeLabel: "NVIDIA L4",
};

test("everybody who is signed in gets those that come along, in the shape of the contract", async () => {
  const { administrator } = await makeAdministrator();
  const member = await makePerson(administrator.organizationId);
  const answer = await bundles(member);
  expect(answer.status).toBe(200);
  expect(answer.json).toEqual({
    data: expect.arrayContaining([
      {
        id: "cpu.small",
        name: "Small",
        cpuCount: 1,
        memoryBytes: 2 ** 30,
        ...{ gpuCount: 0, gpuMaker: null, gpuTypeLabel: null },
      },
    ]),
  });
  expect((await idsFor(member)).slice(0, 3)).toEqual(["cpu.nano", "cpu.micro", "cpu.small"]);
  expect((await api.call("GET", "/api/v2/mlops/compute/bundles/")).status).toBe(401);
});

test("an organization's own are its own, and stay findable when they are retired", async () => {
  const { administrator, caller } = await makeAdministrator();
  const other = (await makeAdministrator()).administrator;
  await runOperation(createBundle, caller, gpu);
  expect(await idsFor(administrator)).toContain(gpu.id);
  expect(await idsFor(other)).not.toContain(gpu.id);
  const change = { id: gpu.id, name: "One L4", description: "in rack 2" };
  expect(await runOperation(updateBundle, caller, change)).toMatchObject({ ...gpu, ...change });
  await runOperation(retireBundle, caller, { id: gpu.id });
  expect(await idsFor(administrator)).not.toContain(gpu.id);
  expect(await findBundle(database, administrator.organizationId, gpu.id)).toMatchObject({
    cpuCount: 4,
    retiredAt: expect.any(Date),
  });
  expect(await findBundle(database, other.organizationId, gpu.id)).toBeNull();
  await expect(runOperation(createBundle, caller, gpu)).rejects.toThrow("There is, or was");
  await expect(runOperation(retireBundle, caller, { id: gpu.id })).rejects.toThrow("retired already");
});

test("what a bundle gives does not change, not even by SQL", async () => {
  const { administrator, caller } = await makeAdministrator();
  await runOperation(createBundle, caller, gpu);
  const own = { organizationId: administrator.organizationId };
  await expect(database.computeBundle.updateMany({ where: own, data: { cpuCount: 8 } })).rejects.toThrow(
    "does not change",
  );
});

test.each([
  [{ id: "cpu.small" }, "id"],
  [{ id: "GPU small" }, "id"],
  [{ cpuCount: 0 }, "cpuCount"],
  [{ cpuCount: 1.00001 }, "cpuCount"],
  [{ memoryBytes: 1 }, "memoryBytes"],
  [{ gpuMaker: " " }, "gpuMaker"],
  [{ gpuCount: 0 }, "gpuCount"],
])("%j is refused at %s", async (fields, path) => {
  const { caller } = await makeAdministrator();
  await expect(runOperation(createBundle, caller, { ...gpu, ...fields })).rejects.toMatchObject({
    issues: [expect.objectContaining({ path })],
  });
});

test("one for every organization is for who administers all of them to add and to retire", async () => {
  const { administrator, caller } = await makeAdministrator();
  const own = { ...gpu, id: `gpu.${administrator.id}` };
  await expect(runOperation(createBundle, caller, { ...own, isPublic: true })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(runOperation(retireBundle, caller, { id: "cpu.nano" })).rejects.toMatchObject({
    code: "forbidden",
  });
  const platform = await makePerson(administrator.organizationId, "platformAdministrator");
  const everywhere = callerOf(await actorOf(platform));
  await runOperation(createBundle, everywhere, { ...own, isPublic: true });
  expect(await idsFor((await makeAdministrator()).administrator)).toContain(own.id);
  await runOperation(retireBundle, everywhere, { id: own.id });
});
