import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { connect } from "#lib/engines/docker/connection";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { isStuck, startContainer } from "#lib/engines/docker/start-container";
import { EngineError } from "#lib/engines/engine";
import { ensureBaseImage } from "#lib/testing/base-image";
import { packContext } from "#lib/testing/build-context";
import { makeEngineFolder, removeDockerd } from "#lib/testing/engine";
import { describeReplica } from "#lib/testing/replica-requests";
import { buildUserImage } from "#lib/testing/user-image";
import { describeDockerd, startDockerd, stopLeftoverDockerd } from "./dockerd";
import { answersPing } from "./engine-ping";
import { findProcess, waitForExit } from "./processes";
import type { Running } from "./running";

// Every test run that comes here has a dockerd, or would have been skipped; one that is not root's cannot start another.
const folder = makeEngineFolder();
const options = describeDockerd(folder);
let running: Running;

afterAll(async () => removeDockerd(options, await startDockerd(options), folder));

test("an engine starts, answers, and stops in good order", async () => {
  running = await startDockerd(options);
  expect(await answersPing(options.socket)).toBe(true);
  await running.stop();
  expect(await answersPing(options.socket)).toBe(false);
});

test("one that was killed is replaced by the next start, and so is one that lives on", async () => {
  const killed = await startDockerd(options);
  killed.kill();
  await killed.exited;
  const second = await startDockerd(options);
  const third = await startDockerd(options);
  await second.exited;
  expect(findProcess(second.pid)).toBeNull();
  expect(await answersPing(options.socket)).toBe(true);
  third.kill();
  await third.exited;
  await stopLeftoverDockerd(options);
});

test.each(["SIGKILL", "SIGTERM"] as const)(
  "a build that %s of the engine interrupts can be made anew, and its container is not lost sight of",
  async (name) => {
    const first = await startDockerd(options);
    const engine = makeDockerEngine(options.address);
    const signal = () => AbortSignal.timeout(30_000);
    const buildId = `interrupted${name.toLowerCase()}`;
    const base = await ensureBaseImage(options.address);
    let running = false;
    const building = engine.build(
      {
        buildId,
        artifactId: "interrupted",
        context: packContext({ Dockerfile: `FROM ${base}\nRUN echo running; sleep 60` }),
        dockerfile: "Dockerfile",
        limits: { memoryBytes: 2 ** 28 },
        onEvent(event) {
          running ||= event.kind === "output";
        },
      },
      signal(),
    );
    const failure = building.catch((error: unknown) => error);
    await expect.poll(() => running, { timeout: 20_000 }).toBe(true);
    process.kill(first.pid, name);
    expect(await failure).toMatchObject({ kind: "unavailable" });
    await first.exited;
    const second = await startDockerd(options);
    await engine.sweepBuild(buildId, signal());
    expect(await engine.listBuildLeftovers(signal())).toEqual([]);
    expect(await engine.check(signal())).toMatchObject({ containers: 0 });
    await second.stop();
  },
);

describe("a start that SIGKILL of the engine interrupts", () => {
  const seconds = () => String(10_000 + Math.floor(Math.random() * 1_000_000));
  const listCommands = () =>
    readdirSync("/proc").flatMap((name) =>
      /^\d+$/.test(name) ? (findProcess(Number(name))?.command ?? []) : [],
    );
  const countCommands = (...parts: string[]) =>
    listCommands().filter((command) => parts.every((part) => command.includes(part))).length;

  /** Kills the engine in the middle of it, as soon as a process is there that it makes. */
  async function interrupt(running: Running, start: () => Promise<unknown>, isThere: () => boolean) {
    const started = start().catch(() => undefined);
    while (!isThere()) await setImmediate();
    running.kill();
    await running.exited;
    await started;
  }

  test.each([
    ["what watches over it", (id: string) => ["containerd-shim", id]],
    ["its own process", (_: string, sleep: string) => [sleep]],
  ])("once there is %s: the container runs once, or never and can be removed", async (_, partsOf) => {
    const first = await startDockerd(options);
    const docker = connect(options.address);
    const sleep = `sleep ${seconds()}`;
    const Image = await ensureBaseImage(options.address);
    const made = { Image, Entrypoint: sleep.split(" "), Cmd: [], HostConfig: { NetworkMode: "none" } };
    const container = await docker.createContainer(made);
    const parts = partsOf(container.id, sleep);
    await interrupt(
      first,
      () => container.start(),
      () => countCommands(...parts) > 0,
    );
    const second = await startDockerd(options);
    let runs = (await container.inspect()).State.Running;
    if (!runs) {
      expect(countCommands(sleep)).toBe(0);
      const started = startContainer(docker, { id: container.id, name: "It" }, AbortSignal.timeout(30_000));
      const failure = await started.then(
        () => null,
        (error: unknown) => error,
      );
      // What is stuck is taken away at once.
      if (failure !== null) expect([isStuck(failure), failure]).toEqual([true, failure]);
      runs = failure === null;
    }
    expect(countCommands(sleep)).toBe(runs ? 1 : 0);
    if (runs) await container.remove({ force: true });
    await expect.poll(() => countCommands(container.id)).toBe(0);
    await second.stop();
  });

  test("of an engine that others start again: the replica is made anew", async () => {
    const killed = await startDockerd(options);
    const engine = makeDockerEngine(options.address);
    const image = await buildUserImage(engine, await ensureBaseImage(options.address));
    const request = describeReplica(image, { entrypoint: ["sleep", seconds()] });
    const signal = () => AbortSignal.timeout(30_000);
    await engine.startReplica({ ...request, containers: [] }, signal());
    await interrupt(
      killed,
      () => engine.startReplica(request, signal()),
      () => countCommands("containerd-shim", options.runFolder) === 2,
    );
    const containerd = join(options.runFolder, "containerd/containerd.pid");
    const pid = Number(readFileSync(containerd, "utf8"));
    process.kill(pid, "SIGTERM");
    await waitForExit(pid, 10_000);
    for (const file of [containerd, join(options.runFolder, "docker.pid")]) rmSync(file, { force: true });
    const others = spawn("dockerd", ["--config-file", options.configFile], { stdio: "ignore" });
    await expect.poll(() => answersPing(options.socket), { timeout: 20_000 }).toBe(true);
    // Most often it is stuck by now.
    const first = await engine.startReplica(request, signal()).catch((error: unknown) => error);
    if (first instanceof EngineError)
      expect(first).toMatchObject({
        kind: "unavailable",
        message: expect.stringContaining("already exists"),
      });
    const { containers } = await engine.startReplica(request, signal());
    expect(containers).toMatchObject([{ state: "running" }]);
    await engine.stopReplica(request.replicaId, { seconds: 0 }, signal());
    await engine.sweepWorkload(request.workloadId, signal());
    others.kill("SIGKILL");
    await stopLeftoverDockerd(options);
  });
});

test("one that cannot start says why", async () => {
  const impossible = { ...options, address: "unix:///proc/none/docker.sock" };
  await expect(startDockerd(impossible)).rejects.toThrow(`Its log is ${options.logFile}`);
});
