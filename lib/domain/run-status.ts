import { z } from "zod";

/** Every word for the state of a proton, the mildest last: of several replicas the worst counts (contract 7.5). */
const bySeverity = [
  "errored",
  "unknown",
  "interrupted",
  "suspended",
  "restarting",
  "stopping",
  "submitted",
  "initializing",
  "provisioning",
  "launching",
  "draining",
  "warming",
  "stopped",
  "terminated",
  "running",
] as const;

export const runStatus = z.enum(bySeverity);
export type RunStatus = z.infer<typeof runStatus>;

/** The words for a workload: those of a proton alone are folded into their neighbours. */
export const workloadStatus = runStatus.exclude(["initializing", "warming", "draining", "restarting"]);
export type WorkloadStatus = z.infer<typeof workloadStatus>;

const folded: Partial<Record<RunStatus, WorkloadStatus>> = {
  initializing: "provisioning",
  warming: "launching",
  draining: "stopping",
  restarting: "launching",
};

export function foldStatus(status: RunStatus): WorkloadStatus {
  return workloadStatus.parse(folded[status] ?? status);
}

export interface Standing {
  status: RunStatus;
  /** Why it is not running, in words for people. */
  reason: string | null;
}

/** Of several standings the worst; of none `null`. */
export function worstStanding(standings: readonly Standing[]): Standing | null {
  const severity = ({ status }: Standing) => bySeverity.indexOf(status);
  return standings.reduce<Standing | null>(
    (worst, standing) => (worst === null || severity(standing) < severity(worst) ? standing : worst),
    null,
  );
}
