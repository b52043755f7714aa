import type { StatusKind } from "#components/ui/status";
import { hasEnded, phaseWords } from "#lib/domain/build-progress";
import type { BuildPhase, BuildRecord, BuildStatus } from "#lib/domain/builds";

export function buildsHref(artifactId: string): string {
  return `/artifacts/${artifactId}/builds`;
}

export function buildHref({ id, artifactId }: Pick<BuildRecord, "id" | "artifactId">): string {
  return `${buildsHref(artifactId)}/${id}`;
}

/** The files it was made from, on the tab of the artifact's source. */
export function sourceVersionHref({
  artifactId,
  catalogVersionId,
}: Pick<BuildRecord, "artifactId" | "catalogVersionId">): string {
  return `/artifacts/${artifactId}/source?version=${catalogVersionId}`;
}

const kinds: Record<BuildStatus, StatusKind> = {
  PENDING: "draft",
  IN_PROGRESS: "busy",
  BUILT: "busy",
  COMPLETED: "ok",
  FAILED: "bad",
  CANCELLED: "warn",
};

type Told = Pick<BuildRecord, "status" | "phases" | "failedStep" | "cancelRequestedAt">;

/** A build's state as shape and words. */
export function buildStatusWords(build: Told): { kind: StatusKind; words: string } {
  return { kind: kinds[build.status], words: wordsOf(build) };
}

function wordsOf({ status, phases, failedStep, cancelRequestedAt }: Told): string {
  if (cancelRequestedAt !== null && !hasEnded(status)) return "being cancelled";
  switch (status) {
    case "PENDING":
      return "waiting";
    case "IN_PROGRESS":
    case "BUILT":
      return phaseWord(phases.at(-1)?.phase ?? "preparing").toLowerCase();
    case "COMPLETED":
      return "built";
    case "FAILED":
      return failedStep === null ? "failed" : `failed in step ${failedStep}`;
    case "CANCELLED":
      return "cancelled";
  }
}

export function phaseWord(phase: BuildPhase): string {
  return phaseWords[phase];
}

/** "0.4 s", "9.8 s", "4 min 10 s", "1 h 4 min". */
export function durationWords(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long a build has taken, from when it was asked for, to its end or now. */
export function buildDuration(
  { createdAt, finishedAt }: Pick<BuildRecord, "createdAt" | "finishedAt">,
  now: Date,
): string {
  return durationWords(Math.max(0, (finishedAt ?? now).getTime() - createdAt.getTime()));
}
