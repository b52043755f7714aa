import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Docker from "dockerode";
import { installPackages } from "#lib/start/debian";
import { type DockerdOptions, describeDockerd, startDockerd } from "#lib/start/dockerd";
import { canRunDockerd, findUsualEngine } from "#lib/start/engine";
import { findProcess } from "#lib/start/processes";
import { findProgram } from "#lib/start/programs";
import type { Running } from "#lib/start/running";
import { fenceWorkloads } from "#lib/start/workload-fence";
import { ensureBaseImage } from "./base-image";

export interface TestEngine {
  /** For DOCKER_HOST. */
  address: string;
  stop(): Promise<void>;
}

/** Names the engine of this run to the tools that it starts, so that one serves them all. */
const variable = "PLIMSOLL_TEST_ENGINE";

/** Further names of the base image on an engine that is the tests' own. */
const baseNames = ["node:22-slim"];

const packages = { dockerd: "docker.io", "docker-registry": "docker-registry", busybox: "busybox-static" };

/** Of this run, for what it started; null where there is none. */
export const findTestEngine = (): string | null => process.env[variable] ?? null;

/**
 * The engine for tests, with the base image on it: that of this run, else the configured one, else one of the tests' own
 * that leaves nothing, else one that is there. Null, having said why, where there is none.
 */
export async function openTestEngine(report: (text: string) => void): Promise<TestEngine | null> {
  const shared = findTestEngine();
  if (shared !== null) return { address: shared, stop: async () => undefined };
  const configured = process.env.DOCKER_HOST;
  const engine = configured
    ? await adoptEngine(configured)
    : canRunDockerd()
      ? await startOwnEngine(report)
      : await findUsualEngine().then((address) => (address === null ? null : adoptEngine(address)));
  if (engine === null) {
    report("SKIPPED: tests on a real engine. There is no Docker engine here, and only root can start one.");
    return null;
  }
  process.env[variable] = engine.address;
  return {
    address: engine.address,
    async stop() {
      delete process.env[variable];
      await engine.stop();
    },
  };
}

/** Somebody else's: it gets the base image under our own name only. */
async function adoptEngine(address: string): Promise<TestEngine> {
  await fenceWorkloads();
  await ensureBaseImage(address);
  return { address, stop: async () => undefined };
}

const prefix = "plimsoll-engine-";

/** For an engine of the tests' own; a later run removes it if this one does not come to it. */
export const makeEngineFolder = () => mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));

async function startOwnEngine(report: (text: string) => void): Promise<TestEngine> {
  const missing = Object.entries(packages).filter(([program]) => findProgram(program) === null);
  if (missing.length > 0) {
    const names = missing.map(([, name]) => name);
    report(`Installing ${names.join(", ")} for tests on a real engine…`);
    await installPackages(names);
  }
  await sweep();
  const folder = makeEngineFolder();
  const options = describeDockerd(folder);
  await fenceWorkloads();
  const running = await startDockerd(options);
  // Of a run that is interrupted; the next one removes the folder.
  const leave = () => running.kill();
  process.once("exit", leave);
  await ensureBaseImage(options.address, baseNames);
  return {
    address: options.address,
    async stop() {
      await removeDockerd(options, running, folder);
      process.off("exit", leave);
    },
  };
}

/** Ends an engine and everything in it, and removes its folder. */
export async function removeDockerd(
  options: DockerdOptions,
  running: Running,
  folder: string,
): Promise<void> {
  const docker = new Docker({ socketPath: options.socket, host: undefined });
  for (const { Id } of await docker.listContainers({ all: true }))
    await docker.getContainer(Id).remove({ force: true, v: true });
  // An engine leaves the bridges of its networks behind when it stops.
  for (const { Id, Driver } of await docker.listNetworks())
    if (Driver === "bridge") await docker.getNetwork(Id).remove();
  await running.stop();
  // One that was killed leaves its mounts.
  for (const path of listMounts().filter((mount) => mount.startsWith(`${folder}/`)))
    execFileSync("umount", ["-l", path]);
  for (const path of [folder, options.runFolder]) rmSync(path, { recursive: true, force: true });
}

const listMounts = () =>
  readFileSync("/proc/self/mounts", "utf8")
    .split("\n")
    .flatMap((line) => line.split(" ")[1] ?? []);

/** Removes what runs that were killed have left: their engine is started again to clean up after itself. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    if (findProcess(Number.parseInt(name.slice(prefix.length), 10)) !== null) continue;
    const folder = join(tmpdir(), name);
    const options = describeDockerd(folder);
    if (existsSync(options.configFile)) await removeDockerd(options, await startDockerd(options), folder);
    else rmSync(folder, { recursive: true, force: true });
  }
}
