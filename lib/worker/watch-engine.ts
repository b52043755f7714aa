import { setTimeout as delay } from "node:timers/promises";
import type { EngineState } from "#lib/domain/workers";
import { type Engine, EngineError } from "#lib/engines/engine";
import { log } from "#lib/log";
import { database } from "#lib/store/database";
import { beatWorker } from "#lib/store/workers";

const beatMs = 3_000;
const checkMs = 5_000;
/** A worker that was not heard of for this long is gone. */
const goneMs = 60_000;

/** Tells the database over and over that this worker is there, and how it finds its engine. */
export function watchEngine(
  engine: Engine,
  workerId: string,
  shutdown: AbortSignal,
): { stopped: () => Promise<void> } {
  const startedAt = new Date();
  let said: string | null = null;
  function sayChange(state: EngineState): void {
    const reason = state.kind === "ready" ? "" : state.reason;
    if (reason === said || shutdown.aborted) return;
    said = reason;
    if (reason === "") log.info("the container engine is there");
    else log.warn({ reason }, "the container engine is not there");
  }
  async function beat(): Promise<void> {
    while (!shutdown.aborted) {
      const state = await checkEngine(engine);
      sayChange(state);
      const now = new Date();
      await beatWorker(
        database,
        { id: workerId, startedAt, engine: state },
        now,
        new Date(now.getTime() - goneMs),
      ).catch((error: unknown) => log.warn({ err: error }, "the worker could not report"));
      await delay(beatMs, undefined, { signal: shutdown }).catch(() => undefined);
    }
  }
  const beating = beat();
  return { stopped: () => beating };
}

/** The engine as it is at the moment. */
async function checkEngine(engine: Engine): Promise<EngineState> {
  try {
    const { version, os, architecture, cpus, memoryBytes } = await engine.check(AbortSignal.timeout(checkMs));
    return { kind: "ready", version, os, architecture, cpus, memoryBytes };
  } catch (error) {
    const reason =
      error instanceof EngineError ? error.message : "The container engine does not answer in time";
    return { kind: "unavailable", reason };
  }
}

/** Waits until the engine answers, or the signal is aborted. */
export async function waitForEngine(engine: Engine, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if ((await checkEngine(engine)).kind === "ready") return;
    await delay(500, undefined, { signal }).catch(() => undefined);
  }
}
