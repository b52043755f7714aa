import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { answersPing } from "./engine-ping";
import { findProcess, signal, waitForExit } from "./processes";
import { type Running, watchChild } from "./running";
import { hasErrorCode, StartError } from "./start-error";
import { endUnfinishedStarts } from "./unfinished-starts";

export interface DockerdOptions {
  /** Of images and containers. */
  dataFolder: string;
  /** Of what lives as long as the engine runs: sockets, pids. */
  runFolder: string;
  configFile: string;
  logFile: string;
  socket: string;
  /** Of the socket, as DOCKER_HOST names it. */
  address: string;
}

/** A socket's path may have this many bytes on Linux; containerd's is the longest one. */
const longestSocketPath = 107;

/** The engine of an installation, or of a test run, with its data below this folder. */
export function describeDockerd(folder: string): DockerdOptions {
  let runFolder = join(folder, "run");
  if (join(runFolder, "containerd/containerd.sock.ttrpc").length > longestSocketPath)
    runFolder = `/run/plimsoll-${createHash("sha256").update(folder).digest("hex").slice(0, 12)}`;
  const socket = join(runFolder, "docker.sock");
  return {
    dataFolder: join(folder, "data"),
    runFolder,
    configFile: join(folder, "dockerd.json"),
    logFile: join(folder, "dockerd.log"),
    socket,
    address: `unix://${socket}`,
  };
}

/** Starts the engine over its folders and resolves once it answers. Containers of an earlier run go on in it. */
export async function startDockerd(options: DockerdOptions): Promise<Running> {
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o711 });
  mkdirSync(options.runFolder, { recursive: true, mode: 0o711 });
  await stopLeftoverDockerd(options);
  writeFileSync(options.configFile, JSON.stringify(describeConfiguration(options), null, 2));
  const log = openSync(options.logFile, "w", 0o600);
  const child = spawn("dockerd", ["--config-file", options.configFile], {
    // Its own session: Ctrl-C in the terminal reaches the supervisor alone, which stops the engine in its turn.
    detached: true,
    stdio: ["ignore", log, log],
    env: { PATH: process.env.PATH, NODE_ENV: process.env.NODE_ENV },
  });
  closeSync(log);
  const running = watchChild(child, stopPatience);
  await waitUntilItAnswers(options, running);
  return running;
}

const describeConfiguration = ({ dataFolder, runFolder, address }: DockerdOptions) => ({
  "data-root": dataFolder,
  "exec-root": runFolder,
  pidfile: join(runFolder, "docker.pid"),
  hosts: [address],
  // No bridge of Docker's own name, which another engine on this machine may use; networks are made as needed.
  bridge: "none",
  "live-restore": true,
  "no-new-privileges": true,
  "userland-proxy": false,
  "default-ulimits": { nofile: { Name: "nofile", Hard: 16_384, Soft: 16_384 } },
  "log-opts": { "max-size": "10m" },
});

/** The engine itself gives containers and builds fifteen seconds. */
const stopPatience = 20_000;
const startPatience = 60_000;

async function waitUntilItAnswers({ socket, logFile }: DockerdOptions, running: Running): Promise<void> {
  const ended = running.exited.then(() => true);
  const deadline = Date.now() + startPatience;
  while (Date.now() < deadline) {
    if (await answersPing(socket)) return;
    if (await Promise.race([ended, delay(50, false)])) break;
  }
  await running.stop();
  throw new StartError(describeFailure(logFile));
}

function describeFailure(logFile: string): string {
  const reason = /failed to start daemon: (.*?)"?\n/.exec(readFileSync(logFile, "utf8"))?.[1];
  return `${reason ?? "It does not answer."} Its log is ${logFile}.`;
}

/** Stops what outlived a supervisor that was killed: the engine, and the containerd that it had started. */
export async function stopLeftoverDockerd(options: DockerdOptions): Promise<void> {
  await stopByPidFile(join(options.runFolder, "docker.pid"), options.configFile);
  // Its containers are no children of it and live on, for the next engine to find.
  await stopByPidFile(join(options.runFolder, "containerd/containerd.pid"), options.runFolder);
  await endUnfinishedStarts(options);
}

/** @param mark What the command line has if the pid is still that of the process meant. */
async function stopByPidFile(path: string, mark: string): Promise<void> {
  const pid = readPid(path);
  if (pid !== null && findProcess(pid)?.command.includes(mark)) {
    for (const [name, patience] of [
      ["SIGTERM", stopPatience],
      ["SIGKILL", 5_000],
    ] as const) {
      signal(pid, name);
      if (await waitForExit(pid, patience)) break;
    }
  }
  // A stale one keeps the next engine from starting.
  if (existsSync(path)) rmSync(path, { force: true });
}

function readPid(path: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(path, "utf8"), 10);
    return pid > 0 ? pid : null;
  } catch (error) {
    if (hasErrorCode(error, "ENOENT")) return null;
    throw error;
  }
}
