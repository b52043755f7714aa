import type { StatusKind } from "#components/ui/status";
import type { ReplacementKind, ReplacementRecord, ReplacementStatus } from "#lib/domain/replacements";
import type { Importance, WorkloadRecord } from "#lib/domain/workloads";
import type { Viewed } from "./registry-view";
import { sizeWords } from "./size-words";

/** A workload as its pages see it. */
export type WorkloadOnPage = Viewed<Omit<WorkloadRecord, "newestReplacement">> & {
  replacement: ReplacementRecord | null;
};

/** What a line of a list says of a workload. */
export type WorkloadRow = Pick<
  WorkloadOnPage,
  | "id"
  | "name"
  | "description"
  | "status"
  | "statusReason"
  | "goal"
  | "artifact"
  | "importance"
  | "readyReplicas"
  | "wantedReplicas"
  | "expiresAt"
  | "updatedAt"
  | "myRole"
>;

/** Without what no line shows. */
export function toWorkloadRow(workload: WorkloadRow): WorkloadRow {
  const { id, name, description, status, statusReason, goal, artifact, importance, ...rest } = workload;
  const { readyReplicas, wantedReplicas, expiresAt, updatedAt, myRole } = rest;
  return {
    ...{ id, name, description, status, statusReason, goal, artifact, importance },
    ...{ readyReplicas, wantedReplicas, expiresAt, updatedAt, myRole },
  };
}

/** From the least. */
export const importances = ["low", "moderate", "high", "critical"] as const satisfies readonly Importance[];

export const importanceLook: Record<Importance, string> = {
  low: "text-ink-3",
  moderate: "text-ink-2",
  high: "text-ink font-medium",
  critical: "text-bad font-medium",
};

/** "2 of 3": what takes requests of what is to. */
export function replicaWords({
  goal,
  readyReplicas,
  wantedReplicas,
}: Pick<WorkloadRecord, "goal" | "readyReplicas" | "wantedReplicas">): string {
  if (goal === "stopped" && readyReplicas === 0) return "none";
  return `${readyReplicas} of ${wantedReplicas}`;
}

const minute = 60_000;

/** "7 h 12 min", "4 min", "less than a minute". */
export function timeLeftWords(expiresAt: Date, now: Date): string {
  const minutes = Math.floor((expiresAt.getTime() - now.getTime()) / minute);
  if (minutes < 1) return "less than a minute";
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0
    ? `${Math.floor(minutes / 60)} h`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Whether a draft's time is nearly over. */
export function isNearlyOver(expiresAt: Date, now: Date): boolean {
  return expiresAt.getTime() - now.getTime() < 30 * minute;
}

export const replacementKindWords: Record<ReplacementKind, string> = {
  creation: "first run",
  replacement: "replacement",
  settings: "new settings",
  promotion: "promotion",
};

/** What stands in a history: how a change ended, or that it goes on. */
export const replacementStatusWords: Record<ReplacementStatus, { kind: StatusKind; words: string }> = {
  submitted: { kind: "busy", words: "asked for" },
  initializing: { kind: "busy", words: "starting the new version" },
  staged: { kind: "busy", words: "warming up" },
  promoting: { kind: "busy", words: "switching" },
  finalizing: { kind: "busy", words: "ending the old version" },
  completed: { kind: "ok", words: "done" },
  errored: { kind: "bad", words: "failed" },
  canceling: { kind: "busy", words: "being cancelled" },
  canceled: { kind: "warn", words: "cancelled" },
};

/** What the buttons about a workload need of it. */
export interface WorkloadHandle {
  id: string;
  name: string;
  /** "claims-agent v3", "the draft claims-agent". */
  runs: string;
  isDraft: boolean;
  replicas: number;
}

export function workloadHandle({ id, name, artifact, wantedReplicas }: WorkloadOnPage): WorkloadHandle {
  const isDraft = artifact.status === "draft";
  return { id, name, runs: runsWords(artifact), isDraft, replicas: wantedReplicas };
}

/** "claims-agent v3", "the draft claims-agent": what runs, in a sentence. */
export function runsWords({ name, version }: { name: string; version: number | null }): string {
  return version === null ? `the draft ${name}` : `${name} v${version}`;
}

/** What serves first, then what is to take its place, then what is ending, the newest first. */
export function orderProtons<Proton extends { role: "active" | "candidate" | null; number: number }>(
  protons: readonly Proton[],
): Proton[] {
  const rank = ({ role }: Proton) => (role === "active" ? 0 : role === "candidate" ? 1 : 2);
  return [...protons].sort((a, b) => rank(a) - rank(b) || b.number - a.number);
}

/** One line of a history. */
export interface HistoryRow {
  id: string;
  kind: ReplacementKind;
  status: ReplacementStatus;
  message: string | null;
  artifact: { id: string; label: string } | null;
  user: { name: string; email: string } | null;
  deployedAt: Date | null;
  retiredAt: Date | null;
  /** Why one cannot go back to it. */
  noRollback: string | null;
}

interface HistoryItem extends Omit<HistoryRow, "artifact" | "noRollback"> {
  candidateArtifact: { id: string; name: string; version: number | null } | null;
}

/** Without what no line shows; `refusal` says why nothing can be replaced now. */
export function toHistoryRow(item: HistoryItem, current: string, refusal: string | null): HistoryRow {
  const { id, kind, status, message, candidateArtifact: artifact, deployedAt, retiredAt } = item;
  return {
    ...{ id, kind, status, message, deployedAt, retiredAt },
    artifact: artifact && { id: artifact.id, label: capital(runsWords(artifact)) },
    user: item.user && { name: item.user.name, email: item.user.email },
    noRollback: refusal ?? (artifact?.id === current ? "It runs now" : null),
  };
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What the form to run an artifact needs of it. */
export function runFormOf({ id, name, version, status, spec }: RunnableArtifact) {
  return {
    artifact: { id, name, label: runsWords({ name, version }), isDraft: status === "draft" },
    groups: spec.containerGroups.map((group) => group.name),
  };
}

interface RunnableArtifact {
  id: string;
  name: string;
  version: number | null;
  status: "draft" | "locked";
  spec: { containerGroups: readonly { name: string }[] };
}

/** A workload that runs an artifact, as the registry's pages show it. */
export type WorkloadUse = Pick<WorkloadRecord, "id" | "name" | "status" | "readyReplicas"> & {
  artifactId: string;
};

/** A compute bundle as a choice: "cpu.small: 1 CPU, 2 GB". */
export function bundleChoice({ id, cpuCount, memoryBytes, gpuCount, gpuMaker, gpuTypeLabel }: Bundle) {
  const gpus = gpuCount ? `, ${gpuCount} ${[gpuMaker, gpuTypeLabel].filter(Boolean).join(" ")}` : "";
  const label = `${id}: ${cpuCount} CPU, ${sizeWords(memoryBytes)}${gpus}`;
  return { id, label, cpuCount, memoryBytes, gpuCount, gpuMaker, gpuTypeLabel };
}

interface Bundle {
  id: string;
  cpuCount: number;
  memoryBytes: number;
  gpuCount: number;
  gpuMaker: string | null;
  gpuTypeLabel: string | null;
}
