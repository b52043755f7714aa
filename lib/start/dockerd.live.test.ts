import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { removeEngineFolders } from "#lib/testing/engine";
import { describeDockerd, startDockerd, stopLeftoverDockerd } from "./dockerd";
import { answersPing } from "./engine-ping";
import { findProcess } from "./processes";
import type { Running } from "./running";

// Every test run that comes here has a dockerd, or would have been skipped; one that is not root's cannot start another.
const folder = mkdtempSync(join(tmpdir(), "plimsoll-dockerd-"));
const options = describeDockerd(folder);
let running: Running;

afterAll(() => removeEngineFolders(options, folder));

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

test("one that cannot start says why", async () => {
  const impossible = { ...options, address: "unix:///proc/none/docker.sock" };
  await expect(startDockerd(impossible)).rejects.toThrow(`Its log is ${options.logFile}`);
});
