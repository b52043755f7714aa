import { startNode } from "./node-process";
import type { Running, Starting } from "./running";
import { StartError } from "./start-error";

const longestStart = 60_000;

interface ReadyProcess {
  /** Begins a sentence: `The worker`. */
  title: string;
  command: readonly string[];
  environment: Record<string, string | undefined>;
  /** How long what is under way may take when it is asked to stop, in milliseconds. */
  patience: number;
}

/** Starts a process of ours and resolves once it says over its channel that it is ready. */
export function startUntilReady({ title, ...options }: ReadyProcess): Promise<Running> {
  return untilReady(title, startNode(options));
}

/** Resolves once the process says that it is ready; one that does not is stopped. */
export async function untilReady(title: string, { ready, ...running }: Starting): Promise<Running> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StartError(`${title} is not ready after a minute.`)), longestStart);
  });
  const ended = running.exited.then((reason) => {
    throw new StartError(`${title} ended before it was ready (${reason}).`);
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
