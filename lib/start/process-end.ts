import { log } from "#lib/log";

/** A promise that fails with nobody to see it is a defect: the process ends, and the supervisor starts it again. */
export function endOnUnseenFailure(): void {
  process.on("unhandledRejection", (error) => {
    log.fatal({ err: error }, "unhandled rejection");
    process.exit(1);
  });
}

/** Ends a process of ours, having called `stop` once, when somebody asks it to or its supervisor is gone. */
export function endWhenAsked(stop: () => Promise<void>): void {
  let stopping = false;
  async function end(reason: string): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, "stopping");
    await stop();
    process.exit(0);
  }
  for (const event of ["SIGTERM", "SIGINT"]) process.once(event, () => void end(event));
  // The channel to the supervisor closes when that dies, however it dies; it may have while we were starting.
  const orphaned = "the supervisor is gone";
  process.once("disconnect", () => void end(orphaned));
  if (process.connected === false) void end(orphaned);
}
