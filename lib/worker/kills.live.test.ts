import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { connect } from "#lib/engines/docker/connection";
import { canRunDockerd } from "#lib/start/engine";
import { findProcess } from "#lib/start/processes";
import { buildGreeter, describeGreeter } from "#lib/testing/greeter-image";
import { type LoadAnswer, startLoad } from "#lib/testing/invoke-load";
import { type Killable, startKillableProduct } from "#lib/testing/killable-product";
import { testAdministrator } from "#lib/testing/product";
import { accessVariables } from "#lib/testing/product-access";
import { WorkloadClient } from "#lib/testing/workload-client";

type Stage = Awaited<ReturnType<typeof startKillableProduct>>;

// An engine that may be killed has to be started, which takes root.
describe.runIf(canRunDockerd())("a replacement outlives kill -9", () => {
  let stage: Stage;
  let client: WorkloadClient;
  let image = "";
  let repositoryId = "";
  let workloadId = "";
  let serving = "";
  let watching: ReturnType<typeof watchContainers>;
  const asked: string[] = [];

  const makeDraft = (greeting: string, more?: Record<string, unknown>) =>
    client.makeDraft(
      "greeter",
      [{ ...describeGreeter(image, greeting, 1_500), ...more }],
      repositoryId || undefined,
    );

  beforeAll(async () => {
    stage = await startKillableProduct();
    client = new WorkloadClient(stage, testAdministrator.PLIMSOLL_ADMIN_TOKEN);
    image = await buildGreeter(stage.engineAddress);
    watching = watchContainers(stage.engineAddress);
    const first = await makeDraft("greeting 1");
    repositoryId = first.artifactRepositoryId;
    await client.lock(first.id);
    workloadId = (await client.run("greeter", first.id)).id;
    await client.waitUntilRunning(workloadId);
    serving = "greeting 1";
  }, 180_000);
  afterAll(async () => {
    await watching?.stop();
    await stage?.stop();
  }, 120_000);

  /** Replaces what runs, and kills in the middle of it; what the replacement came to, and what clients were answered. */
  async function replaceAndKill(
    killed: Killable,
    moment: Moment,
    greeting: string,
    more?: Record<string, unknown>,
  ) {
    const next = await makeDraft(greeting, more);
    await client.lock(next.id);
    const others = [await makeDraft(`${greeting} a`), await makeDraft(`${greeting} b`)];
    const load = startLoad(client, workloadId);
    const { id, candidateProtonIds } = await client.replace(workloadId, next.id);
    asked.push(id);
    await waitForMoment(moment, candidateProtonIds[0]);
    const locking = Promise.all(others.map((one) => client.lock(one.id)));
    const gone = await stage.kill(killed);
    await locking;
    const ended = await waitForEnd(id);
    await expect.poll(() => gone.filter((pid) => findProcess(pid) !== null), { timeout: 40_000 }).toEqual([]);
    await client.waitUntilRunning(workloadId);
    await delay(300);
    await load.stop();
    return { ended, answers: load.answers, protonId: candidateProtonIds[0], artifactId: next.id };
  }

  const newest = async () => (await client.listHistory(workloadId)).at(-1);

  async function waitForMoment(moment: Moment, protonId: string): Promise<void> {
    const reached: Record<Moment, () => Promise<boolean>> = {
      "is asked for": async () => true,
      "has its candidate made": async () => (watching.seen.get(protonId)?.size ?? 0) > 0,
      "has switched": async () => (await newest())?.switchedAt !== null,
    };
    await expect.poll(reached[moment], { timeout: 30_000, interval: 10 }).toBe(true);
  }

  async function waitForEnd(id: string) {
    await expect
      .poll(async () => (await newest())?.status, { timeout: 90_000, interval: 200 })
      .toMatch(/^(completed|errored)$/);
    const ended = await newest();
    expect(ended?.id).toBe(id);
    return ended;
  }

  /** Nothing but what is wanted is on the engine, and it was made once. */
  async function expectOnly(artifactId: string): Promise<void> {
    const { protonId, artifactId: shown } = await client.get(workloadId);
    expect(shown).toBe(artifactId);
    const docker = connect(stage.engineAddress);
    await expect
      .poll(
        async () => {
          const containers = await docker.listContainers({ all: true });
          return containers.map(
            ({ Labels, State }) => `${Labels["plimsoll.proton"]} ${Labels["plimsoll.container"]} ${State}`,
          );
        },
        { timeout: 40_000 },
      )
      .toEqual([`${protonId} web running`, `${protonId} undefined running`]);
    const networks = await docker.listNetworks({ filters: { driver: ["bridge"] } });
    expect(networks.map(({ Name }) => Name).filter((name) => name !== "plimsoll-build")).toEqual([
      `plimsoll-${workloadId}`,
    ]);
    const { replicas } = await client.ask(
      z.object({ replicas: z.array(z.object({ containers: z.array(z.object({ restartCount: z.int() })) })) }),
      "GET",
      `/workloads/${workloadId}/protons/${protonId}/statusDetails`,
    );
    expect(replicas).toEqual([{ containers: [{ restartCount: 0 }] }]);
    expect([...watching.seen].filter(([, ids]) => ids.size > 1)).toEqual([]);
  }

  async function eventsOf(replacementId: string, protonId: string): Promise<string[]> {
    const events = await client.listEvents(workloadId);
    return events
      .filter(({ details }) =>
        [details.replacementId, details.protonId].some((id) => id === replacementId || id === protonId),
      )
      .map(({ eventType }) => eventType);
  }

  const count = (events: string[], wanted: string) => events.filter((title) => title === wanted).length;

  /** Every request that was answered is in the log, and none twice. */
  async function expectLogged(answers: readonly LoadAnswer[]): Promise<void> {
    const database = new pg.Client({ connectionString: accessVariables(stage.home).DATABASE_URL });
    await database.connect();
    try {
      const wanted = answers.flatMap(({ path, failure }) => (failure === null ? path : []));
      const missing = async () => {
        const { rows } = await database.query<{ message: string }>(
          "SELECT message FROM workload_log_line WHERE workload_id = $1 AND message LIKE '%/greet/%'",
          [workloadId],
        );
        const paths = rows.map(
          ({ message }) => z.object({ path: z.string() }).parse(JSON.parse(message)).path,
        );
        expect(paths.length).toBe(new Set(paths).size);
        const logged = new Set(paths);
        return wanted.filter((path) => !logged.has(path));
      };
      await expect.poll(missing, { timeout: 20_000 }).toEqual([]);
    } finally {
      await database.end();
    }
  }

  test.each<[Killable, Moment]>([
    ["worker", "is asked for"],
    ["worker", "has its candidate made"],
    ["worker", "has switched"],
    ["server", "has its candidate made"],
    ["gateway", "has its candidate made"],
    ["database", "has its candidate made"],
    ["database", "has switched"],
    ["engine", "is asked for"],
    ["engine", "has its candidate made"],
    ["supervisor", "has its candidate made"],
    ["everything", "has its candidate made"],
    ["everything", "has switched"],
  ])(
    "of %s, when it %s",
    async (killed, moment) => {
      const greeting = `greeting ${asked.length + 2}`;
      const before = serving;
      const { ended, answers, protonId, artifactId } = await replaceAndKill(killed, moment, greeting);
      expect(ended).toMatchObject({ status: "completed", message: null });
      serving = greeting;
      await expectOnly(artifactId);
      const events = await eventsOf(ended?.id ?? "", protonId);
      for (const once of [
        "Replacement Started",
        "Replica Started",
        "Replacement Switched",
        "Replacement Completed",
      ])
        expect(count(events, once), once).toBe(1);
      expect(events).not.toContain("Container Exited");
      const failures = answers.flatMap(({ failure }) => failure ?? []);
      // What does not carry requests is not missed by those who send them.
      if (!["gateway", "supervisor", "everything"].includes(killed)) expect(failures).toEqual([]);
      const greetings = answers.flatMap((answer) => answer.greeting ?? []);
      expect([...new Set(greetings)]).toEqual([before, greeting]);
      if (killed !== "engine" && killed !== "everything") await expectLogged(answers);
    },
    180_000,
  );

  test("of worker, when its candidate cannot run: it ends with the reason, and what was there serves", async () => {
    const more = { entrypoint: ["node", "-e", "console.error('no configuration'); process.exit(7)"] };
    const { artifactId } = await client.get(workloadId);
    const result = await replaceAndKill("worker", "has its candidate made", "never", more);
    expect(result.ended).toMatchObject({ status: "errored", switchedAt: null });
    expect(result.ended?.message).toBe("web: ended with exit code 7: no configuration");
    await expectOnly(artifactId);
    const events = await eventsOf(result.ended?.id ?? "", result.protonId);
    expect(count(events, "Replacement Errored")).toBe(1);
    expect(result.answers.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(new Set(result.answers.map(({ greeting }) => greeting))).toEqual(new Set([serving]));
  }, 180_000);

  test("and afterwards no version and nothing that was run is missing", async () => {
    const versions = (await client.listVersions(repositoryId)).map(({ version }) => version ?? 0);
    expect(versions.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 1 + 3 * asked.length }, (_, index) => index + 1),
    );
    const [creation, ...others] = await client.listHistory(workloadId);
    expect(creation?.kind).toBe("creation");
    expect(others.map(({ id }) => id)).toEqual(asked);
    await client.delete(workloadId);
    const docker = connect(stage.engineAddress);
    await expect.poll(() => docker.listContainers({ all: true }), { timeout: 60_000 }).toEqual([]);
    const leftNetworks = async () =>
      (await docker.listNetworks()).filter(({ Name }) => Name === `plimsoll-${workloadId}`);
    await expect.poll(leftNetworks, { timeout: 20_000 }).toEqual([]);
  }, 120_000);
});

type Moment = "is asked for" | "has its candidate made" | "has switched";

/** Which containers an engine has had for each proton; it may be away meanwhile. */
function watchContainers(address: string) {
  const docker = connect(address);
  const seen = new Map<string, Set<string>>();
  let stopping = false;
  async function look(): Promise<void> {
    const containers = await docker.listContainers({ all: true }).catch(() => []);
    for (const { Id, Labels } of containers) {
      const proton = Labels["plimsoll.proton"];
      if (proton === undefined || Labels["plimsoll.container"] === undefined) continue;
      seen.set(proton, (seen.get(proton) ?? new Set()).add(Id));
    }
  }
  const running = (async () => {
    for (; !stopping; await delay(100)) await look();
  })();
  return {
    seen,
    async stop() {
      stopping = true;
      await running;
    },
  };
}
