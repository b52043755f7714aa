import { setTimeout as delay } from "node:timers/promises";
import { log } from "#lib/log";
import { takeControl } from "#lib/store/control-lock";
import type { ControlTools } from "./control-tools";
import { Controller } from "./controller";

const retryMs = 1_000;

/** Runs workloads whenever this worker is the one that has control; others stand by. Containers outlive it. */
export function startWorkloads(tools: ControlTools, shutdown: AbortSignal): { stopped: () => Promise<void> } {
  const running = keepControlling(tools, shutdown);
  return { stopped: () => running };
}

async function keepControlling(tools: ControlTools, shutdown: AbortSignal): Promise<void> {
  while (!shutdown.aborted) {
    try {
      const control = await takeControl(shutdown);
      if (control === null) return;
      log.info("this worker runs the workloads");
      await new Controller(tools, AbortSignal.any([shutdown, control.lost])).run();
      await control.release();
    } catch (error) {
      if (!shutdown.aborted) log.warn({ err: error }, "workloads cannot be run");
    }
    await delay(retryMs, undefined, { signal: shutdown }).catch(() => undefined);
  }
}
