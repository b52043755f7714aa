import { afterEach, expect, test } from "vitest";
import { shownReplacement } from "#lib/domain/replacements";
import { database } from "#lib/store/database";
import { listReplicas } from "#lib/store/protons";
import { listReplacements, requestReplacementCancel } from "#lib/store/replacements";
import { makeArtifact, makeContainer } from "#lib/testing/factories";
import {
  eventsOf,
  makeReplacement,
  makeRunEngine,
  makeWorkload,
  runnableImage,
  serving,
  shell,
  startControl,
  statusOf,
  stopRows,
} from "#lib/testing/workloads";

const cleanups: (() => Promise<unknown>)[] = [];
const control = (...options: Parameters<typeof startControl>) => {
  const started = startControl(...options);
  cleanups.push(() => started.stop());
  return started;
};
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
  await database.workload.deleteMany();
});

async function newestOf(id: string) {
  const { rows } = await listReplacements(database, id, { offset: 0, limit: 1 });
  if (rows[0] === undefined) throw new Error("There is no replacement");
  return rows[0];
}
const waitForReplacement = (id: string, status: string) =>
  expect.poll(async () => (await newestOf(id)).status, { timeout: 20_000 }).toBe(status);
const protonOf = (id: string) => database.proton.findUniqueOrThrow({ where: { id } });
const workloadOf = (id: string) => database.workload.findUniqueOrThrow({ where: { id } });

async function makeRunning(options: Parameters<typeof makeWorkload>[0] = {}) {
  const made = await makeWorkload(options);
  await expect.poll(() => statusOf(made.id), { timeout: 20_000 }).toBe("running");
  return made;
}

/** Another artifact that this person may run. */
const makeNext = (made: Awaited<ReturnType<typeof makeWorkload>>, container: Record<string, unknown> = {}) =>
  makeArtifact(made.actor, {
    spec: {
      containerGroups: [
        { containers: [makeContainer({ imageUri: runnableImage, entrypoint: serving, ...container })] },
      ],
    },
  });

test("the candidate comes up beside the active one, takes over, and the old one goes", async () => {
  const engine = makeRunEngine();
  control(engine);
  const made = await makeRunning();
  const artifact = await makeNext(made);
  const { candidateProtonId } = await makeReplacement(made, { artifact });
  await waitForReplacement(made.id, "completed");
  expect(await workloadOf(made.id)).toMatchObject({
    ...{ activeProtonId: candidateProtonId, artifactId: artifact.id, status: "running" },
  });
  expect(await protonOf(candidateProtonId)).toMatchObject({ role: "active", status: "running" });
  expect(await protonOf(made.protonId)).toMatchObject({
    role: null,
    status: "stopped",
    endedAt: expect.any(Date),
  });
  const replicas = await listReplicas(database, { workloadId: made.id });
  expect(replicas.map(({ protonId }) => protonId)).toEqual([candidateProtonId]);
  expect(await eventsOf(made.id)).toEqual(
    expect.arrayContaining(["Replacement Switched", "Replacement Completed"]),
  );
  expect(await newestOf(made.id)).toMatchObject({ switchedAt: expect.any(Date), endedAt: expect.any(Date) });
});

test("the workload is running all along", async () => {
  control(makeRunEngine());
  const made = await makeRunning();
  await makeReplacement(made, { runtime: { containerGroups: [{ replicaCount: 3 }] } });
  const seen = new Set<string | null>();
  await expect
    .poll(
      async () => {
        seen.add(await statusOf(made.id));
        return (await newestOf(made.id)).status;
      },
      { timeout: 20_000, interval: 10 },
    )
    .toBe("completed");
  expect([...seen]).toEqual(["running"]);
  expect(await listReplicas(database, { workloadId: made.id })).toHaveLength(3);
});

test("a candidate that cannot run leaves the old one as it was, with the reason in the record", async () => {
  const engine = makeRunEngine();
  control(engine);
  const made = await makeRunning();
  const artifact = await makeNext(made, { entrypoint: shell("echo no configuration; exit 1") });
  const { candidateProtonId } = await makeReplacement(made, { artifact });
  await waitForReplacement(made.id, "errored");
  const record = await newestOf(made.id);
  expect(record.message).toBe("web: ended with exit code 1: no configuration");
  expect(shownReplacement(record, new Date())).not.toBeNull();
  await expect
    .poll(async () => (await protonOf(candidateProtonId)).endedAt, { timeout: 10_000 })
    .not.toBeNull();
  expect(await workloadOf(made.id)).toMatchObject({ activeProtonId: made.protonId, status: "running" });
  const [replica, ...others] = await listReplicas(database, { workloadId: made.id });
  expect(others).toEqual([]);
  expect(engine.world.getContainer(replica?.id ?? "", "web").starts).toBe(1);
  expect(await protonOf(candidateProtonId)).toMatchObject({ role: null, status: "stopped" });
});

test("one that is not ready in time is given up", async () => {
  control(makeRunEngine(), { times: { readyMs: 2_000 } });
  const made = await makeRunning();
  await makeReplacement(made, { artifact: await makeNext(made, { entrypoint: shell("sleep 600") }) });
  await waitForReplacement(made.id, "errored");
  expect((await newestOf(made.id)).message).toBe("Not ready in time: web: nothing listens on port 8080");
  expect(await statusOf(made.id)).toBe("running");
});

test("canceled before the switch, the candidate goes", async () => {
  control(makeRunEngine());
  const made = await makeRunning();
  const { id, candidateProtonId } = await makeReplacement(made, { warmupMinutes: 5 });
  await waitForReplacement(made.id, "staged");
  expect((await protonOf(candidateProtonId)).status).toBe("warming");
  expect(await requestReplacementCancel(database, id, new Date())).toBe(true);
  await waitForReplacement(made.id, "canceled");
  await expect
    .poll(() => listReplicas(database, { protonId: candidateProtonId }), { timeout: 10_000 })
    .toEqual([]);
  expect(await workloadOf(made.id)).toMatchObject({ activeProtonId: made.protonId, status: "running" });
});

test("warm-up and keeping the old one take their time by the clock", async () => {
  let ahead = 0;
  control(makeRunEngine(), { now: () => new Date(Date.now() + ahead) });
  const made = await makeRunning();
  await makeReplacement(made, { warmupMinutes: 2, keepOldMinutes: 10 });
  await waitForReplacement(made.id, "staged");
  ahead = 2 * 60_000;
  await waitForReplacement(made.id, "finalizing");
  expect(await protonOf(made.protonId)).toMatchObject({ status: "draining", goal: "drain" });
  expect(await listReplicas(database, { protonId: made.protonId })).toHaveLength(1);
  ahead = 13 * 60_000;
  await waitForReplacement(made.id, "completed");
});

test("the old one stays until gateways wait for no answer of it", async () => {
  control(makeRunEngine(), { times: { mostDrainMs: 60_000 } });
  const made = await makeRunning();
  const load = { workloadId: made.id, protonId: made.protonId, gatewayId: "g" };
  const tell = (inFlight: number) => {
    const now = new Date();
    const said = { inFlight, lastRequestAt: now, updatedAt: now };
    return database.gatewayLoad.upsert({
      where: { workloadId_protonId_gatewayId: load },
      create: { ...load, ...said },
      update: said,
    });
  };
  await tell(2);
  await makeReplacement(made);
  await waitForReplacement(made.id, "promoting");
  await tell(1);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await protonOf(made.protonId)).toMatchObject({ status: "draining" });
  await tell(0);
  await waitForReplacement(made.id, "completed");
});

test("stopping the workload cancels what is on its way", async () => {
  const engine = makeRunEngine();
  control(engine);
  const made = await makeRunning();
  await makeReplacement(made, { warmupMinutes: 5 });
  await waitForReplacement(made.id, "staged");
  await stopRows(made.id);
  await waitForReplacement(made.id, "canceled");
  await expect.poll(() => statusOf(made.id), { timeout: 10_000 }).toBe("stopped");
  expect(await engine.listReplicas(new AbortController().signal)).toEqual([]);
});

test("a worker that dies anywhere in it leaves it to the next, which ends it once", async () => {
  const engine = makeRunEngine();
  let current = control(engine);
  const made = await makeRunning();
  const { candidateProtonId } = await makeReplacement(made);
  for (const status of ["initializing", "promoting", "finalizing"]) {
    await expect
      .poll(async () => [status, "completed"].includes((await newestOf(made.id)).status), {
        timeout: 20_000,
        interval: 5,
      })
      .toBe(true);
    await current.stop();
    current = control(engine);
  }
  await waitForReplacement(made.id, "completed");
  expect((await workloadOf(made.id)).activeProtonId).toBe(candidateProtonId);
  const events = await eventsOf(made.id);
  expect(events.filter((title) => title === "Replacement Switched")).toHaveLength(1);
  expect(events.filter((title) => title === "Replacement Completed")).toHaveLength(1);
  await expect
    .poll(() => engine.listReplicas(new AbortController().signal).then((all) => all.length), {
      timeout: 10_000,
    })
    .toBe(1);
});
