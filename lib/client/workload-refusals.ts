import { AppError } from "#lib/domain/errors";
import { isUnderWay, type ReplacementRecord, underWayError } from "#lib/domain/replacements";
import {
  requireActive,
  requireFreeDraft,
  requirePromotable,
  requireRunnable,
} from "#lib/domain/workload-rules";
import { type ArtifactOnPage, refusal } from "./registry-view";
import type { WorkloadOnPage } from "./workload-words";

/** What a rule says against something, or null. */
function findRefusal(rule: () => void): string | null {
  try {
    rule();
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.issues[0]?.message ?? error.detail;
  }
}

const underWayOf = ({ replacement }: WorkloadOnPage): ReplacementRecord | null =>
  replacement !== null && isUnderWay(replacement) ? replacement : null;

/** Why each thing cannot be done with a workload now; null where it can. */
export type WorkloadRefusals = Record<
  "start" | "restart" | "stop" | "settings" | "replace" | "promote" | "remove",
  string | null
>;

/** Decided on the server by the rules that refuse; the browser gets the words. */
export function workloadRefusals(workload: WorkloadOnPage): WorkloadRefusals {
  const { goal, status } = workload;
  const noChange = refusal(workload, "update");
  const underWay = underWayOf(workload);
  const busy = underWay && underWayError("conflict", underWay).detail;
  return {
    start: noChange ?? (goal === "running" ? "It runs already" : stillStopping(status)),
    restart: noChange ?? busy ?? findRefusal(() => requireActive(workload, "restarting it")),
    stop: noChange ?? (goal === "stopped" ? "It is stopped already" : null),
    settings: noChange ?? busy,
    replace: noChange ?? busy ?? findRefusal(() => requireActive(workload, "replacing what it runs")),
    promote: refusal(workload, "shareOwner") ?? findRefusal(() => requirePromotable(workload, underWay)),
    remove: refusal(workload, "delete"),
  };
}

function stillStopping(status: WorkloadOnPage["status"]): string | null {
  return status === "stopped" ? null : "It is still stopping";
}

/** Why an artifact cannot be run now, or null when it can. `users`: the workloads that run it already. */
export function findRunRefusal(
  artifact: ArtifactOnPage,
  users: readonly { id: string; name: string }[],
): string | null {
  const mayRun = artifact.status === "locked" || artifact.can.includes("update");
  if (!mayRun) return "Your role does not let you run this draft";
  return (
    findRefusal(() => requireFreeDraft(artifact, users)) ?? findRefusal(() => requireRunnable(artifact.spec))
  );
}
