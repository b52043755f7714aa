import type Docker from "dockerode";
import { EngineError } from "#lib/engines/engine";
import { callEngine, hasStatusCode, toEngineError } from "./connection";
import { removeContainer } from "./leftovers";

interface Named {
  id: string;
  /** For the reason why it does not start. */
  name: string;
}

/** Starts a container; one that runs is fine. */
export async function startContainer(docker: Docker, container: Named, signal: AbortSignal): Promise<void> {
  await removeIfStuck(docker, container, signal, ({ id, name }) =>
    describeFailure(name, signal, () =>
      docker.getContainer(id).start({ abortSignal: signal }).catch(ignoreRunning),
    ),
  );
}

/** Kills it first if it runs. */
export async function restartContainer(docker: Docker, container: Named, signal: AbortSignal): Promise<void> {
  await removeIfStuck(docker, container, signal, ({ id, name }) =>
    describeFailure(name, signal, () => docker.getContainer(id).restart({ t: 0, abortSignal: signal })),
  );
}

/** Whether an engine that was killed in the middle of starting it will never start this container again. */
export const isStuck = (error: unknown): boolean =>
  error instanceof EngineError &&
  /task \w+: already exists|start shim: mkdir \S+: file exists|container with given ID already exists/.test(
    error.message,
  );

/** What is stuck is taken away, for the next try to make it anew. */
async function removeIfStuck(
  docker: Docker,
  container: Named,
  signal: AbortSignal,
  work: (container: Named) => Promise<void>,
): Promise<void> {
  try {
    await work(container);
  } catch (error) {
    if (isStuck(error)) await removeContainer(docker, container.id, signal);
    throw error;
  }
}

function ignoreRunning(error: unknown): void {
  if (!(hasStatusCode(error) && error.statusCode === 304)) throw error;
}

async function describeFailure(
  name: string,
  signal: AbortSignal,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await callEngine(signal, work);
  } catch (error) {
    signal.throwIfAborted();
    const { kind, message } = toEngineError(error);
    const lowMemory = /OOM-killed|memory limit too low/i.test(message);
    const reason = lowMemory ? "its memory limit is too low" : readStartFailure(message);
    // A network or volume that is not there is not the one who asked's to mend.
    const refused = lowMemory || kind === "rejected";
    throw new EngineError(refused ? "rejected" : "unavailable", `${name} cannot start: ${reason}`);
  }
}

/** The reason at the end of what engine, shim and runtime have each said of it. */
export function readStartFailure(message: string): string {
  const words = message
    .replace(/: unknown$/, "")
    .replace(/^.*(?:container process|runtime create failed): /, "");
  const [, program, reason] = /exec: "([^"]*)": (?:stat [^:]*: )?(.*)$/.exec(words) ?? [];
  return program === undefined || reason === undefined ? words : `${program}: ${reason}`;
}
