import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { DockerdOptions } from "./dockerd";
import { findProcess, signal, waitForExit } from "./processes";

const containerRecord = z.object({ State: z.object({ Running: z.boolean() }) });

/**
 * Ends containers that an engine was starting when it was killed: it does not know that they run, can neither start nor
 * stop them ever again, and would leave them there for good. To be called while neither it nor its containerd runs.
 */
export async function endUnfinishedStarts({ dataFolder, runFolder }: DockerdOptions): Promise<void> {
  const shims = listShims(join(runFolder, "containerd/containerd.sock"));
  const unknown = shims.filter(({ containerId }) => !isKnownToRun(dataFolder, containerId));
  for (const { pid } of unknown) {
    // The container first, which would outlive what watches over it.
    for (const one of [...listChildren(pid), pid]) {
      signal(one, "SIGKILL");
      await waitForExit(one, 5_000);
    }
  }
}

/** What watches over each container of a containerd, whether that runs or not. */
function listShims(socket: string): { pid: number; containerId: string }[] {
  return listNumbers("/proc").flatMap((pid) => {
    const command = findProcess(pid)?.command ?? "";
    const containerId = / -id ([0-9a-f]+)/.exec(command)?.[1];
    const isShim = command.includes("containerd-shim") && command.includes(socket);
    return isShim && containerId !== undefined ? [{ pid, containerId }] : [];
  });
}

/** As the engine has written it down, which it does once a container is started. */
function isKnownToRun(dataFolder: string, containerId: string): boolean {
  try {
    const text = readFileSync(join(dataFolder, "containers", containerId, "config.v2.json"), "utf8");
    return containerRecord.parse(JSON.parse(text)).State.Running;
  } catch {
    return false;
  }
}

function listChildren(pid: number): number[] {
  const threads = listNumbers(`/proc/${pid}/task`);
  return threads.flatMap((thread) => {
    const text = readText(`/proc/${pid}/task/${thread}/children`);
    return text.split(" ").flatMap((child) => Number.parseInt(child, 10) || []);
  });
}

/** Nothing where it is gone by now. */
function listNumbers(folder: string): number[] {
  try {
    return readdirSync(folder).flatMap((name) => (/^\d+$/.test(name) ? Number(name) : []));
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
