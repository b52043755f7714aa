import { startNode } from "./node-process";
import type { Running } from "./running";
import { StartError } from "./start-error";

/** It hands its builds over when it is asked to stop, which takes as long as the engine takes to end one. */
const patience = 15_000;
const longestStart = 60_000;

interface WorkerOptions {
  command: readonly string[];
  environment: Record<string, string | undefined>;
}

/** Starts the worker and resolves once it takes jobs. */
export async function startWorker(options: WorkerOptions): Promise<Running> {
  const { ready, ...running } = startNode({ ...options, patience });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StartError("The worker is not ready after a minute.")), longestStart);
  });
  const ended = running.exited.then((reason) => {
    throw new StartError(`The worker ended before it was ready (${reason}).`);
  });
  try {
    await Promise.race([ready, ended, late]);
  } catch (error) {
    await running.stop();
    throw error;
  } finally {
    clearTimeout(timer);
    ended.catch(() => undefined);
  }
  return running;
}
