import { findFirstError } from "#lib/domain/first-error";
import { EngineError } from "#lib/engines/engine";
import { log } from "#lib/log";
import { readLogWindow } from "#lib/store/build-logs";
import { type BuildChange, endSteps, releaseBuild, updateOwnBuild } from "#lib/store/build-work";
import { database } from "#lib/store/database";
import { ContextError } from "./build-context";
import { LogTooLong } from "./build-log";
import type { BuildRun } from "./run-build";
import { BuildStopped, type StopKind } from "./watch-build";

/** Puts down how a build ended that did not come to its image. `again`: it has not ended, but waits. */
export async function endBuild(run: BuildRun, thrown: unknown): Promise<"over" | "again"> {
  const error = run.signal.aborted ? run.signal.reason : thrown;
  // If that is what failed it is said already.
  await run.steps.settled().catch(() => undefined);
  const { order, tools } = run;
  if (error instanceof BuildStopped && error.kind === "lost") return "over";
  if (error instanceof BuildStopped && error.kind === "shutdown") {
    await run.log.note("The worker stops; another goes on from the beginning").catch(() => undefined);
    await handBack(run, "Waiting for a worker");
    return "over";
  }
  if (error instanceof EngineError && error.kind === "unavailable") {
    await run.log.note(`The container engine is not there: ${error.message}. Waiting for it.`);
    await handBack(run, `Waiting for the container engine: ${error.message}`);
    return "again";
  }
  const failure = describeFailure(run, error);
  if (!failure.expected) log.error({ err: error, buildId: order.id }, "a build failed on our side");
  await run.log.end(failure.reason);
  await endSteps(database, order.id, new Date());
  const now = new Date();
  const change: BuildChange = {
    status: failure.cancelled ? "CANCELLED" : "FAILED",
    // Who cancelled it is there already.
    ...(failure.cancelled ? {} : { reason: failure.reason, failedStep: run.step?.number ?? null }),
    firstErrorLine: failure.cancelled ? null : await findErrorLine(run),
    finishedAt: now,
  };
  await updateOwnBuild(database, order.id, tools.workerId, change, now);
  return "over";
}

async function handBack(run: BuildRun, reason: string): Promise<void> {
  await run.log.flush();
  await releaseBuild(database, run.order.id, run.tools.workerId, reason, new Date());
}

interface Failure {
  reason: string;
  cancelled: boolean;
  expected: boolean;
}

function describeFailure({ step, tools }: BuildRun, error: unknown): Failure {
  const failed = (reason: string): Failure => ({ reason, cancelled: false, expected: true });
  if (error instanceof BuildStopped) return describeStop(error.kind, tools.limits.milliseconds);
  if (error instanceof ContextError) return failed(error.message);
  if (error instanceof LogTooLong)
    return failed(`The log is longer than ${Math.round(tools.limits.logBytes / 1024 / 1024)} MB`);
  if (error instanceof EngineError) {
    const at = error.step ?? step;
    const where = at ? `Step ${at.number} of ${at.of} failed` : "The engine refused to build this";
    const how = error.exitCode === null ? `: ${error.message}` : ` with exit code ${error.exitCode}`;
    return failed(`${where}${how}${at && error.exitCode !== null ? `: ${at.instruction}` : ""}`);
  }
  return { reason: "Something went wrong on our side; build it again", cancelled: false, expected: false };
}

function describeStop(kind: StopKind, milliseconds: number): Failure {
  if (kind === "cancelled") return { reason: "Cancelled", cancelled: true, expected: true };
  const minutes = Math.round(milliseconds / 60_000);
  return {
    reason: `It took longer than the ${minutes} minutes a build may take`,
    cancelled: false,
    expected: true,
  };
}

/** Only the last lines of a very long step: what ends it is near its end. */
const longestLook = 5_000;

async function findErrorLine({ step, log: own, order }: BuildRun): Promise<number | null> {
  const last = own.nextLine - 1;
  const from = Math.max(step?.firstLine ?? 1, last - longestLook);
  const lines = await readLogWindow(order.id, { from: from + (step ? 1 : 0), count: longestLook });
  // The last line is our own: it says what failed, not why.
  return findFirstError(lines.filter(({ number }) => number < last)) ?? last;
}
