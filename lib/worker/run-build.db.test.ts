import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { absentEngine } from "#lib/engines/absent-engine";
import type { Engine } from "#lib/engines/engine";
import { fakeBase, makeFakeEngine } from "#lib/engines/fake/fake-engine";
import { getArtifact, updateArtifact } from "#lib/operations/artifacts";
import { cancelBuild, getBuild, triggerBuilds } from "#lib/operations/builds";
import { runOperation } from "#lib/operations/operation";
import { appendLogLines, readLogWindow } from "#lib/store/build-logs";
import { claimBuild } from "#lib/store/build-work";
import { watchBuild } from "#lib/store/change-feed";
import { database, Prisma, selectRows } from "#lib/store/database";
import { actorOf, makeOrganization } from "#lib/testing/actors";
import { makeBuildable, makeBuildConfig, makeBuild as makeBuildOf } from "#lib/testing/builds";
import { callerOf } from "#lib/testing/factories";
import { sourceOf } from "#lib/testing/source-files";
import { reconcileBuilds } from "./reconcile";
import { type BuildTools, runBuild } from "./run-build";
import { superviseBuild } from "./watch-build";

/** A build that waits, and whoever asked for it. */
async function makeBuild(container: Record<string, unknown> = {}) {
  const { administrator } = await makeOrganization();
  const actor = await actorOf(administrator);
  const caller = callerOf(actor);
  const id = await makeBuildable(actor, { container });
  const { spec } = await runOperation(getArtifact, caller, { id });
  return { actor, caller, spec, ...(await makeBuildOf(actor, id)) };
}

type Made = Awaited<ReturnType<typeof makeBuild>>;

function toolsWith(files: Record<string, string>, tools: Partial<BuildTools> = {}): BuildTools {
  return {
    engine: makeFakeEngine(),
    workerId: "test",
    limits: { memoryBytes: 1e9, milliseconds: 60_000, logBytes: 1e8 },
    registry: null,
    openSource: () => sourceOf(files),
    writeDockerfile: async () => null,
    ...tools,
  };
}

/** Takes the build and runs it once, as a worker does. */
async function work({ buildId }: Made, tools: BuildTools, shutdown = new AbortController().signal) {
  const order = await claimBuild(database, buildId, tools.workerId, new Date());
  if (!order) throw new Error("The build was not to be had");
  const watch = superviseBuild(buildId, tools.workerId, {
    shutdown,
    milliseconds: tools.limits.milliseconds,
  });
  return runBuild(order, tools, watch.signal).finally(watch.end);
}

/** A build that is under way, and goes no further than its source before it is let. */
function beginBuilding(made: Made, files: Record<string, string>) {
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const source = sourceOf(files);
  const openSource = () => ({ ...source, list: () => gate.then(source.list) });
  const building = work(made, toolsWith(files, { openSource }));
  return {
    async finish() {
      letGo();
      await building;
    },
  };
}

const stateOf = ({ caller, id, buildId }: Made) => runOperation(getBuild, caller, { id, buildId });
const logOf = async ({ buildId }: Made) =>
  (await readLogWindow(buildId, { from: 1, count: 200_000 })).map(({ text }) => text);
const containerOf = async ({ caller, id }: Made) => {
  const { spec } = await runOperation(getArtifact, caller, { id });
  return spec.containerGroups[0]?.containers[0];
};

test("an image is in the artifact with its build, by the id it has for ever", async () => {
  const made = await makeBuild();
  expect(await work(made, toolsWith({ Dockerfile: `FROM ${fakeBase}\nRUN echo hello\n` }))).toBe("over");
  const build = await stateOf(made);
  expect(build).toMatchObject({ status: "COMPLETED", reason: null, stepCount: 2 });
  expect(build.imageUri).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(build.phases.map(({ phase }) => phase)).toEqual(["queued", "preparing", "building", "finishing"]);
  expect(await containerOf(made)).toMatchObject({
    imageUri: build.imageUri,
    build: { artifactImageBuildId: made.buildId, status: "COMPLETED" },
  });
  const lines = await logOf(made);
  expect(lines).toContain("hello");
  const second = build.steps[1];
  expect(lines[(second?.firstLine ?? 0) - 1]).toBe("Step 2/2 : RUN echo hello");
  expect(build.logLines).toBe(lines.length);
});

test("a step that fails is named, with the line that says why", async () => {
  const made = await makeBuild();
  const dockerfile = `FROM ${fakeBase}\nRUN echo fine\nRUN echo one; echo ERROR: no such module; exit 3\n`;
  await work(made, toolsWith({ Dockerfile: dockerfile }));
  const build = await stateOf(made);
  expect(build).toMatchObject({ status: "FAILED", failedStep: 3, imageUri: null });
  expect(build.reason).toMatch(/^Step 3 of 3 failed with exit code 3: RUN echo one/);
  expect((await logOf(made))[(build.firstErrorLine ?? 0) - 1]).toBe("ERROR: no such module");
  expect(build.steps.every(({ endedAt }) => endedAt !== null)).toBe(true);
});

test("an edit saved while the image is built stays, and so does the image when the edit knew nothing of it", async () => {
  const made = await makeBuild();
  const { caller, id, spec } = made;
  const edit = (value: string) => {
    const [group] = spec.containerGroups;
    const environmentVars = [{ name: "LEVEL", value }];
    const containers = group?.containers.map((container) => ({ ...container, environmentVars }));
    return runOperation(updateArtifact, caller, {
      id,
      patch: { spec: { containerGroups: [{ containers }] } },
    });
  };
  const building = beginBuilding(made, { Dockerfile: `FROM ${fakeBase}\n` });
  await edit("during");
  await building.finish();
  expect(await containerOf(made)).toMatchObject({
    imageUri: (await stateOf(made)).imageUri,
    environmentVars: [{ name: "LEVEL", value: "during" }],
  });
  await edit("after");
  expect(await containerOf(made)).toMatchObject({
    imageUri: (await stateOf(made)).imageUri,
    build: { artifactImageBuildId: made.buildId },
    environmentVars: [{ name: "LEVEL", value: "after" }],
  });
});

test("cancelling stops the engine at once", async () => {
  const made = await makeBuild();
  const { caller, id, buildId } = made;
  const building = work(made, toolsWith({ Dockerfile: `FROM ${fakeBase}\nRUN sleep 60\n` }));
  await expect.poll(async () => (await stateOf(made)).steps.length).toBe(2);
  await runOperation(cancelBuild, caller, { id, buildId });
  await building;
  expect(await stateOf(made)).toMatchObject({ status: "CANCELLED", imageUri: null });
  expect((await stateOf(made)).reason).toMatch(/^Cancelled by /);
});

test("a build that takes too long, or says too much, ends with that reason", async () => {
  const slow = await makeBuild();
  const limits = { memoryBytes: 1e9, milliseconds: 2_000, logBytes: 1e8 };
  await work(slow, toolsWith({ Dockerfile: `FROM ${fakeBase}\nRUN sleep 60\n` }, { limits }));
  expect(await stateOf(slow)).toMatchObject({ status: "FAILED", failedStep: 2 });
  expect((await stateOf(slow)).reason).toMatch(/longer than/);

  const loud = await makeBuild();
  const short = { memoryBytes: 1e9, milliseconds: 60_000, logBytes: 1_000_000 };
  await work(loud, toolsWith({ Dockerfile: `FROM ${fakeBase}\nRUN seq 1000000\n` }, { limits: short }));
  expect((await stateOf(loud)).reason).toBe("The log is longer than 1 MB");
});

test("numbered lines come out whole and in order, however many come at once", async () => {
  const made = await makeBuild();
  await work(made, toolsWith({ Dockerfile: `FROM ${fakeBase}\nRUN seq 100000\n` }));
  const numbers = (await logOf(made)).filter((line) => /^\d+$/.test(line)).map(Number);
  expect(numbers).toEqual(Array.from({ length: 100_000 }, (_, index) => index + 1));
});

test("values of variables that look like credentials are not in the log", async () => {
  const made = await makeBuild({ environmentVars: [{ name: "API_TOKEN", value: "hunter2-hunter2" }] });
  await work(made, toolsWith({ Dockerfile: `FROM ${fakeBase}\nRUN echo using hunter2-hunter2 now\n` }));
  const text = (await logOf(made)).join("\n");
  expect(text).toContain("using ••• now");
  expect(text).not.toContain("hunter2");
});

test("without an engine a build waits and says for what", async () => {
  const made = await makeBuild();
  expect(await work(made, toolsWith({ Dockerfile: "FROM x\n" }, { engine: absentEngine }))).toBe("again");
  const waiting = await stateOf(made);
  expect(waiting).toMatchObject({ status: "PENDING" });
  expect(waiting.reason).toMatch(/^Waiting for the container engine: No container engine/);
  expect(await work(made, toolsWith({ Dockerfile: `FROM ${fakeBase}\n` }))).toBe("over");
  expect((await stateOf(made)).status).toBe("COMPLETED");
});

test("a worker that is stopped hands its build over", async () => {
  const made = await makeBuild();
  const shutdown = new AbortController();
  const tools = toolsWith({ Dockerfile: `FROM ${fakeBase}\nRUN sleep 0.5\n` });
  const building = work(made, tools, shutdown.signal);
  await expect.poll(async () => (await stateOf(made)).steps.length).toBe(2);
  shutdown.abort();
  await building;
  expect((await stateOf(made)).status).toBe("PENDING");
  await work(made, tools);
  expect((await stateOf(made)).status).toBe("COMPLETED");
});

/** As if the worker had been killed, or not been heard of, for a minute. */
async function forgetBeats({ buildId }: Made, workerId: string | null = null): Promise<void> {
  await selectRows(
    database,
    Prisma.sql`UPDATE "image_build" SET "heartbeat_at" = now() - interval '1 minute',
      "worker_id" = coalesce(${workerId}, "worker_id") WHERE "id" = ${buildId}`,
  );
}

test("a build whose worker was killed starts over, but not for ever", async () => {
  const made = await makeBuild();
  const engine: Engine = makeFakeEngine();
  const signal = new AbortController().signal;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    expect(await claimBuild(database, made.buildId, `killed ${attempt}`, new Date())).not.toBeNull();
    await forgetBeats(made);
    await Promise.all([reconcileBuilds("a", engine, signal), reconcileBuilds("b", engine, signal)]);
  }
  const build = await stateOf(made);
  expect(build).toMatchObject({ status: "FAILED", reason: "The worker stopped 3 times while it built this" });
  expect((await logOf(made)).filter((line) => line.includes("starting over"))).toHaveLength(2);
});

test("a worker that was only slow does not put its image over that of the next", async () => {
  const made = await makeBuild();
  const slow = toolsWith({ Dockerfile: `FROM ${fakeBase}\nRUN sleep 0.5\n` }, { workerId: "slow" });
  const building = work(made, slow);
  await expect.poll(async () => (await stateOf(made)).steps.length).toBe(2);
  await forgetBeats(made, "elsewhere");
  await reconcileBuilds("next", makeFakeEngine(), new AbortController().signal);
  await work(made, toolsWith({ Dockerfile: `FROM ${fakeBase}\nRUN echo next\n` }, { workerId: "next" }));
  const { imageUri } = await stateOf(made);
  await building;
  await delay(50);
  expect((await containerOf(made))?.imageUri).toBe(imageUri);
});

test("of a source chosen meanwhile the image of the old one is not put in", async () => {
  const made = await makeBuild();
  const { caller, id, spec } = made;
  const building = beginBuilding(made, { Dockerfile: `FROM ${fakeBase}\n` });
  const [group] = spec.containerGroups;
  const imageBuildConfig = await makeBuildConfig(made.actor);
  const containers = group?.containers.map((container) => ({
    ...container,
    imageBuildConfig,
  }));
  await runOperation(updateArtifact, caller, { id, patch: { spec: { containerGroups: [{ containers }] } } });
  await building.finish();
  expect((await stateOf(made)).reason).toMatch(/built from another source by now/);
  expect((await containerOf(made))?.imageUri).toBeNull();
  await runOperation(triggerBuilds, caller, { id });
});

test("a build is heard of as often as something happens to it: what watches over it adds nothing", async () => {
  const { buildId } = await makeBuild();
  await claimBuild(database, buildId, "test", new Date());
  let told = 0;
  const stopWatching = watchBuild(buildId, () => {
    told += 1;
  });
  const watch = superviseBuild(buildId, "test", {
    shutdown: new AbortController().signal,
    milliseconds: 60_000,
  });
  // The first beat.
  await expect.poll(() => told).toBeGreaterThan(0);
  await delay(300);
  const before = told;
  await appendLogLines(database, buildId, { lines: ["a line"], level: "INFO", writtenAt: new Date() });
  await expect.poll(() => told).toBeGreaterThan(before);
  await delay(300);
  expect(told).toBe(before + 1);
  watch.end();
  stopWatching();
});

test("what .dockerignore leaves out is not sent, the Dockerfile always is", async () => {
  const made = await makeBuild();
  const files = {
    Dockerfile: `FROM ${fakeBase}\nCOPY kept.txt .\nCOPY secret.txt .\n`,
    ".dockerignore": "*.txt\n!kept.txt\nDockerfile\n",
    "kept.txt": "kept",
    "secret.txt": "secret",
  };
  await work(made, toolsWith(files));
  const build = await stateOf(made);
  expect(build.failedStep).toBe(3);
  expect((await logOf(made)).join("\n")).toMatch(/1 file left out by \.dockerignore/);
});
