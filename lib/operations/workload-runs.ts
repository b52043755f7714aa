import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { AppError } from "#lib/domain/errors";
import { underWayError } from "#lib/domain/replacements";
import { requireActive } from "#lib/domain/workload-rules";
import type { WorkloadRecord } from "#lib/domain/workloads";
import { findReplacementUnderWay } from "#lib/store/replacements";
import { updateWorkload } from "#lib/store/workloads";
import { workloadWith } from "./access";
import { defineOperation, type RunContext } from "./operation";
import {
  auditWorkload,
  holdFreshWorkload,
  holdRunArtifact,
  requireLimits,
  startAnew,
  stopEverything,
  tellEvent,
} from "./workload-changes";

const workloadId = z.object({ id: z.string() });

/** `done` in words; false: there was nothing to do. */
const outcome = z.object({ workloadId: z.string(), status: z.string(), changed: z.boolean() });

function nothingToDo(context: RunContext, id: string, status: string): z.input<typeof outcome> {
  context.nothingChanged();
  return { workloadId: id, status, changed: false };
}

/** Starts anew what is stopped, with the draft as it is now. */
export const startWorkload = defineOperation({
  name: "workloads.start",
  kind: "write",
  input: workloadId,
  output: outcome,
  access: workloadWith("update"),
  run: async (context, _input, { actor, workload: { id, ...seen } }) => {
    const { db } = context;
    const artifact = await holdRunArtifact(db, { id, ...seen });
    const { runtime } = seen;
    const workload = await holdFreshWorkload(context, actor, id);
    if (workload.goal === "running") return nothingToDo(context, id, "Workload is already running");
    if (workload.status !== "stopped")
      throw new AppError("conflict", "The proton must be stopped before attempting to start it.");
    await requireLimits(db, actor.organizationId, { runtime, starts: true });
    await startAgain(context, actor, workload, artifact);
    auditWorkload(context, "workload.start", workload, [
      { path: "goal", before: "stopped", after: "running" },
    ]);
    return { workloadId: id, status: "started", changed: true };
  },
});

async function startAgain(
  context: RunContext,
  actor: Actor,
  workload: WorkloadRecord,
  artifact: Awaited<ReturnType<typeof holdRunArtifact>>,
): Promise<void> {
  const { runtime } = workload;
  const protonId = await startAnew(context, actor, workload, { artifact, runtime });
  const details = { artifactId: artifact.id, protonId };
  await tellEvent(context, actor, workload.id, "Workload Started", details);
}

/** Ends what runs and starts it anew at once: how a draft gets its hours again. */
export const restartWorkload = defineOperation({
  name: "workloads.restart",
  kind: "write",
  input: workloadId,
  output: outcome,
  access: workloadWith("update"),
  run: async (context, _input, { actor, workload: seen }) => {
    const { db } = context;
    const artifact = await holdRunArtifact(db, seen);
    const workload = await holdFreshWorkload(context, actor, seen.id);
    requireActive(workload, "restarting it");
    const underWay = await findReplacementUnderWay(db, workload.id);
    if (underWay !== null) throw underWayError("conflict", underWay);
    await startAgain(context, actor, workload, artifact);
    auditWorkload(context, "workload.restart", workload, [
      { path: "startedAt", before: workload.startedAt.toISOString(), after: context.now.toISOString() },
    ]);
    return { workloadId: workload.id, status: "restarted", changed: true };
  },
});

export const stopWorkload = defineOperation({
  name: "workloads.stop",
  kind: "write",
  input: workloadId,
  output: outcome,
  access: workloadWith("update"),
  run: async (context, _input, { actor, workload: { id } }) => {
    const { db, now } = context;
    const workload = await holdFreshWorkload(context, actor, id);
    if (workload.goal === "stopped") {
      const ended = workload.status === "stopped";
      return nothingToDo(context, id, ended ? "Proton is already stopped" : "Workload is already stopping");
    }
    await stopEverything(context, id);
    await updateWorkload(db, id, { goal: "stopped", status: "stopping", statusReason: null }, now);
    auditWorkload(context, "workload.stop", workload, [
      { path: "goal", before: "running", after: "stopped" },
    ]);
    await tellEvent(context, actor, id, "Workload Stopped", {});
    return { workloadId: id, status: "stopping", changed: true };
  },
});
