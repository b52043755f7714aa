import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { notFound } from "#lib/domain/errors";
import { replacementRecord, shownReplacement } from "#lib/domain/replacements";
import { type WorkloadRecord, workloadRecord } from "#lib/domain/workloads";
import { findWorkload } from "#lib/store/workloads";
import { verdict, withVerdict } from "./artifact-views";
import type { RunContext } from "./operation";
import { readRequestSummaries, requestStats } from "./request-summaries";

/** A workload as it leaves an operation: with the asker's rights, and the replacement that is to be shown. */
export const workloadView = workloadRecord.omit({ roles: true, newestReplacement: true }).extend({
  ...verdict.shape,
  replacement: replacementRecord.nullable(),
  /** Where it was asked for, and the asker may see it. */
  requestStats: requestStats.nullable(),
});
export type WorkloadView = z.infer<typeof workloadView>;

export function viewWorkload(actor: Actor, { newestReplacement, ...workload }: WorkloadRecord, now: Date) {
  const replacement = shownReplacement(newestReplacement, now);
  return { ...withVerdict(actor, workload), replacement, requestStats: null };
}

/** The same with the requests of the last days, for those whose statistics the actor may see. */
export async function viewWithRequests(
  { db, now }: RunContext,
  actor: Actor,
  workloads: readonly WorkloadRecord[],
): Promise<WorkloadView[]> {
  const views = workloads.map((workload) => viewWorkload(actor, workload, now));
  const inspected = views.filter(({ can }) => can.includes("inspect"));
  const summaries = await readRequestSummaries(db, inspected, now);
  return views.map((view) => ({ ...view, requestStats: summaries.get(view.id) ?? null }));
}

/** The current state of a workload that was seen a moment ago. */
export async function getFreshWorkload(
  { db }: RunContext,
  actor: Actor,
  id: string,
): Promise<WorkloadRecord> {
  const workload = await findWorkload(db, actor, id);
  if (!workload) throw notFound("Workload");
  return workload;
}

/** Enough of a workload to go to it and to name it. */
export const workloadReference = z.object({ id: z.string(), name: z.string() });
