import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { canInstallPackages, installPackages } from "./debian";
import { describeDockerd, startDockerd } from "./dockerd";
import { answersPing } from "./engine-ping";
import { type Kept, keepRunning } from "./keep-running";
import { findProgram } from "./programs";
import { StartError } from "./start-error";
import { fenceCommand, fenceWorkloads } from "./workload-fence";

/** Where Docker and what is like it listen: as a service, without root, on a desktop. */
const usualSockets = () => [
  "/var/run/docker.sock",
  ...(process.env.XDG_RUNTIME_DIR ? [join(process.env.XDG_RUNTIME_DIR, "docker.sock")] : []),
  ...[".docker/run/docker.sock", ".colima/default/docker.sock", ".orbstack/run/docker.sock"].map((path) =>
    join(homedir(), path),
  ),
];

/** The address of an engine that answers in a usual place; null if none does. */
export async function findUsualEngine(): Promise<string | null> {
  for (const socket of usualSockets().filter((path) => existsSync(path))) {
    if (await answersPing(socket)) return `unix://${socket}`;
  }
  return null;
}

/** Whether an engine of our own can be run here: dockerd needs root. */
export const canRunDockerd = (): boolean =>
  process.platform === "linux" &&
  process.getuid?.() === 0 &&
  (findProgram("dockerd") !== null || canInstallPackages());

async function ensureDockerd(report: (text: string) => void): Promise<void> {
  if (findProgram("dockerd") !== null) return;
  report("Installing a container engine (docker.io), which takes a minute; all else works meanwhile…");
  await installPackages(["docker.io"]);
  if (findProgram("dockerd") === null) throw new StartError("docker.io was installed but has no dockerd.");
  report("The container engine is installed.");
}

interface EngineOptions {
  /** As configured: an address, or "none". */
  configured: string | undefined;
  home: string;
  report: (text: string) => void;
}

export interface EngineChoice {
  /** For DOCKER_HOST of the process that uses the engine, which may have to wait until it answers; null without one. */
  address: string | null;
  /** What runs it, where that is ours to do. */
  kept: Kept | null;
}

/** The configured engine, else one that is there, else one of our own. Does not wait until that is up. */
export async function provideEngine({ configured, home, report }: EngineOptions): Promise<EngineChoice> {
  if (configured === "none") return { address: null, kept: null };
  const address = configured ?? (await findUsualEngine());
  if (address !== null) {
    if (address.startsWith("unix:")) await fence(report);
    return { address, kept: null };
  }
  if (canRunDockerd()) return runOwnEngine(join(home, "engine"), report);
  report(
    "There is no container engine, so no image can be built. Install Docker, or name one: DOCKER_HOST=unix://<socket>",
  );
  return { address: null, kept: null };
}

/** On other systems than Linux containers are in a machine of their own. */
async function fence(report: (text: string) => void): Promise<void> {
  if (process.platform !== "linux" || (await fenceWorkloads())) return;
  report(
    `Workloads can reach services of this machine that listen on all its addresses. As root: ${fenceCommand}`,
  );
}

function runOwnEngine(folder: string, report: (text: string) => void): EngineChoice {
  const options = describeDockerd(folder);
  const stopping = new AbortController();
  const run = () => startDockerd(options);
  const starting = begin().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : error;
    report(`The container engine does not start, so no image can be built. ${reason}`);
    return null;
  });
  let kept: Kept | null = null;

  async function begin(): Promise<Kept | null> {
    await Promise.race([ensureDockerd(report), whenAborted(stopping.signal)]);
    if (stopping.signal.aborted) return null;
    await fence(report);
    kept = keepRunning({ name: "The container engine", first: await run(), start: run, report });
    return kept;
  }

  return {
    address: options.address,
    kept: {
      restart: () => kept?.restart(),
      async stop() {
        stopping.abort();
        await (await starting)?.stop();
      },
      kill: () => kept?.kill(),
    },
  };
}

const whenAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
