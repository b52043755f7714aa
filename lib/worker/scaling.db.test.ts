import { afterEach, expect, test } from "vitest";
import { database } from "#lib/store/database";
import { listReplicas } from "#lib/store/protons";
import { eventsOf, makeRunEngine, makeWorkload, shell, startControl, statusOf } from "#lib/testing/workloads";

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

const quick = { scaleMs: 200, downMs: 2_000, usageMs: 200 };
const scaling = (scalingMetric: string, least: number, most: number, target = 10) => ({
  containerGroups: [
    {
      autoscaling: {
        enabled: true,
        ...{ minReplicaCount: least, maxReplicaCount: most },
        policies: [{ scalingMetric, target }],
      },
    },
  ],
});

async function makeRunning(options: Parameters<typeof makeWorkload>[0]) {
  const made = await makeWorkload(options);
  await expect.poll(() => statusOf(made.id), { timeout: 20_000 }).toBe("running");
  return made;
}
const countReplicas = async (workloadId: string) =>
  (await listReplicas(database, { workloadId })).filter(({ goal }) => goal === "run").length;
const waitForCount = (id: string, count: number) =>
  expect.poll(() => countReplicas(id), { timeout: 15_000 }).toBe(count);

async function tellLoad({ id, protonId }: { id: string; protonId: string }, inFlight: number): Promise<void> {
  const now = new Date();
  const key = { workloadId: id, protonId, gatewayId: "g" };
  const said = { inFlight, lastRequestAt: now, updatedAt: now };
  await database.gatewayLoad.upsert({
    where: { workloadId_protonId_gatewayId: key },
    create: { ...key, ...said },
    update: said,
  });
}

test("requests bring more replicas at once, and fewer after a while; the workload is running all along", async () => {
  control(makeRunEngine(), { times: quick });
  const made = await makeRunning({ runtime: scaling("httpRequestsConcurrency", 1, 4) });
  await tellLoad(made, 35);
  await waitForCount(made.id, 4);
  expect(await statusOf(made.id)).toBe("running");
  await tellLoad(made, 5);
  await waitForCount(made.id, 1);
  expect(await statusOf(made.id)).toBe("running");
  expect(await eventsOf(made.id)).toContain("Scaled");
});

test("without requests it scales to zero, says so, and wakes for the first that waits", async () => {
  const engine = makeRunEngine();
  control(engine, { times: { ...quick, idleMs: 2_000 } });
  const made = await makeRunning({ runtime: scaling("httpRequestsConcurrency", 0, 2) });
  await expect
    .poll(() => statusOf(made.id), { timeout: 15_000 })
    .toBe("running: Scaled to zero; the next request wakes it");
  await expect.poll(() => engine.listReplicas(new AbortController().signal), { timeout: 10_000 }).toEqual([]);
  await database.workload.update({ where: { id: made.id }, data: { wokenAt: new Date() } });
  const since = Date.now();
  await expect.poll(() => statusOf(made.id), { timeout: 10_000, interval: 20 }).toBe("running");
  expect(await countReplicas(made.id)).toBe(1);
  expect(Date.now() - since).toBeLessThan(8_000);
});

test("busy CPUs bring more replicas, and what is used is kept", async () => {
  const engine = makeRunEngine();
  control(engine, { times: quick });
  const made = await makeRunning({ runtime: scaling("cpuAverageUtilization", 1, 3, 50) });
  const [replica] = await listReplicas(database, { workloadId: made.id });
  const container = engine.world.getContainer(replica?.id ?? "", "web");
  const burning = setInterval(() => {
    container.usage.cpuSeconds += 0.19;
  }, 100);
  cleanups.push(async () => clearInterval(burning));
  await waitForCount(made.id, 3);
  const samples = await database.usageSample.findMany({ where: { workloadId: made.id } });
  expect(Math.max(...samples.map(({ cpus }) => cpus))).toBeGreaterThan(0.5);
  expect(samples[0]?.memoryBytes).toBe(1_000_000n);
});

test("a container's log is stored with its levels and without secrets, and goes on after the worker was away", async () => {
  const engine = makeRunEngine();
  const first = control(engine);
  const environmentVars = [{ name: "API_TOKEN", value: "hunter2-hunter2" }];
  const script = "echo using $API_TOKEN; echo ERROR: broke; httpd -f -p 8080";
  const made = await makeRunning({ container: { entrypoint: shell(script), environmentVars } });
  const linesOf = async () => {
    const rows = await database.workloadLogLine.findMany({
      where: { workloadId: made.id },
      orderBy: { number: "asc" },
    });
    return rows.map(({ level, message }) => `${level} ${message}`);
  };
  const begin = ["1 using ••••••••", "3 ERROR: broke"];
  await expect.poll(linesOf, { timeout: 10_000 }).toEqual(begin);
  await first.stop();
  const [replica] = await listReplicas(database, { workloadId: made.id });
  const container = engine.world.getContainer(replica?.id ?? "", "web");
  container.print("meanwhile");
  control(engine);
  await expect.poll(linesOf, { timeout: 10_000 }).toEqual([...begin, "1 meanwhile"]);
  container.print("later");
  await expect.poll(linesOf, { timeout: 10_000 }).toEqual([...begin, "1 meanwhile", "1 later"]);
});

test("of twenty thousand lines at once some thousand are kept, and how many are missing is said", async () => {
  const engine = makeRunEngine();
  control(engine);
  const made = await makeRunning({ container: { entrypoint: shell("seq 20000; httpd -f -p 8080") } });
  const [replica] = await listReplicas(database, { workloadId: made.id });
  const container = engine.world.getContainer(replica?.id ?? "", "web");
  await expect
    .poll(
      async () => {
        container.print("still here");
        const rows = await database.workloadLogLine.findMany({ where: { workloadId: made.id } });
        return rows.filter(({ message }) => message.includes("left out")).map(({ message }) => message)[0];
      },
      { timeout: 15_000, interval: 300 },
    )
    .toMatch(/^» [\d,]+ lines left out/);
});
