import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findHolder, keepSecret, lockHome, openHome } from "./home";
import { findProcess } from "./processes";

const folder = mkdtempSync(join(tmpdir(), "plimsoll-home-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const makeHome = (name: string) => openHome(join(folder, name));
const lockFile = (home: string) => join(home, "supervisor.lock");

/** The pid of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

describe("a secret", () => {
  test("is made once, long, and for its owner only", () => {
    const home = makeHome("secret");
    const secret = keepSecret(home, "secret");
    expect(secret.length).toBeGreaterThanOrEqual(43);
    expect(keepSecret(home, "secret")).toBe(secret);
    expect(statSync(join(home, "secret")).mode & 0o777).toBe(0o600);
  });
});

describe("the lock of a home", () => {
  test("refuses a second start and names the first", async () => {
    const home = makeHome("twice");
    const lock = await lockHome(home);
    await expect(lockHome(home)).rejects.toThrow(`pid ${process.pid}`);
    lock.release();
    (await lockHome(home)).release();
  });

  test("is waited for when its holder is stopping", async () => {
    const home = makeHome("stopping");
    const lock = await lockHome(home);
    lock.publish({ stopping: true });
    const next = lockHome(home);
    lock.release();
    (await next).release();
  });

  test("tells others where the database is, and only its owner can read it", async () => {
    const home = makeHome("published");
    const lock = await lockHome(home);
    lock.publish({ databaseUrl: "postgresql://here" });
    expect(findHolder(home)?.databaseUrl).toBe("postgresql://here");
    expect(statSync(lockFile(home)).mode & 0o777).toBe(0o600);
  });

  test.each([
    [
      "whose process is dead",
      () => JSON.stringify({ pid: deadPid(), startedAt: "1", databaseUrl: null, stopping: false }),
    ],
    [
      "whose pid is another process now",
      () => JSON.stringify({ pid: process.ppid, startedAt: "before", databaseUrl: null, stopping: false }),
    ],
    ["that was cut off while written", () => '{"pid": 12'],
  ])("is taken over from one %s", async (_what, content) => {
    const home = makeHome("stale");
    writeFileSync(lockFile(home), content());
    const lock = await lockHome(home);
    expect(lock.afterCrash).toBe(true);
    expect(JSON.parse(readFileSync(lockFile(home), "utf8"))).toMatchObject({ pid: process.pid });
    lock.release();
  });
});

describe("a process", () => {
  test("is known by its command and its start, until it has ended", () => {
    expect(findProcess(process.pid)).toMatchObject({
      startedAt: expect.stringMatching(/\d/),
      command: expect.stringContaining("node"),
    });
    expect(findProcess(deadPid())).toBeNull();
  });
});
