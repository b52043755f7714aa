import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { keepRunning } from "./keep-running";
import type { Running } from "./running";

async function startSleeper(): Promise<Running> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  const exited = new Promise<string>((resolve) =>
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`)),
  );
  await once(child, "spawn");
  return {
    pid: child.pid ?? 0,
    exited,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

/** A kept process, what was reported about it, and each one that was started. */
async function keepSleeper(failures = 0) {
  const reports: string[] = [];
  const first = await startSleeper();
  const started = [first];
  let left = failures;
  const start = async () => {
    if (left > 0) {
      left -= 1;
      throw new Error("not yet");
    }
    const next = await startSleeper();
    started.push(next);
    return next;
  };
  return {
    kept: keepRunning({ name: "The sleeper", first, start, report: (text) => reports.push(text) }),
    reports,
    started,
  };
}

test("a process that dies is started again, and the end of the new one is the end", async () => {
  const { kept, reports, started } = await keepSleeper();
  started[0]?.kill();
  await vi.waitFor(() => expect(started).toHaveLength(2), 5_000);
  expect(reports).toEqual(["The sleeper ended (SIGKILL); starting it again"]);
  await kept.stop();
  expect(await started[1]?.exited).toBe("SIGTERM");
  expect(started).toHaveLength(2);
});

test("a start that fails is tried again", async () => {
  const { kept, reports, started } = await keepSleeper(1);
  started[0]?.kill();
  await vi.waitFor(() => expect(started).toHaveLength(2), 5_000);
  expect(reports).toContain("The sleeper does not start: not yet");
  await kept.stop();
});

test("a stop while it waits to start again starts nothing", async () => {
  const { kept, started, reports } = await keepSleeper();
  started[0]?.kill();
  await vi.waitFor(() => expect(reports).toHaveLength(1), 5_000);
  await kept.stop();
  expect(started).toHaveLength(1);
});

test("a restart that was asked for happens at once and is not reported", async () => {
  const { kept, reports, started } = await keepSleeper();
  kept.restart();
  await vi.waitFor(() => expect(started).toHaveLength(2), 5_000);
  expect(reports).toEqual([]);
  await kept.stop();
});
