import { afterAll, expect, test } from "vitest";
import { makeDockerEngine } from "#lib/engines/docker/docker-engine";
import { ensureBaseImage } from "#lib/testing/base-image";
import { packContext } from "#lib/testing/build-context";
import { makeEngineFolder, removeDockerd } from "#lib/testing/engine";
import { describeDockerd, startDockerd, stopLeftoverDockerd } from "./dockerd";
import { answersPing } from "./engine-ping";
import { findProcess } from "./processes";
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

test("one that cannot start says why", async () => {
  const impossible = { ...options, address: "unix:///proc/none/docker.sock" };
  await expect(startDockerd(impossible)).rejects.toThrow(`Its log is ${options.logFile}`);
});
