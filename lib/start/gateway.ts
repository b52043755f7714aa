import cluster from "node:cluster";
import { availableParallelism } from "node:os";
import { usualLimits } from "#lib/gateway/limits";
import { log } from "#lib/log";
import { keepRunning } from "./keep-running";
import { endOnUnseenFailure, endWhenAsked } from "./process-end";
import { untilReady } from "./ready-process";
import { watchStarting } from "./running";

/** More would wait for the same database and the same network. */
const mostProcesses = 4;
/** Once what is under way has had its time, what was counted is written. */
const patience = usualLimits.drain + 3_000;

endOnUnseenFailure();
if (cluster.isPrimary) await keepServing();
else await (await import("./serve-gateway")).serveGateway();

/** The gateway's port is shared by processes that serve it, one for each processor. */
async function keepServing(): Promise<void> {
  const numbers = Array.from({ length: Math.min(availableParallelism(), mostProcesses) }, (_, at) => at + 1);
  const kept = await Promise.all(
    numbers.map(async (number) => {
      const name = `The gateway's process ${number}`;
      const start = () => untilReady(name, watchStarting(cluster.fork().process, patience));
      return keepRunning({ name, first: await start(), start, report: (text) => log.warn(text) });
    }),
  );
  process.send?.("ready");
  endWhenAsked(async () => {
    await Promise.all(kept.map((one) => one.stop()));
  });
}
