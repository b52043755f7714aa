import type { ArtifactStatus } from "./artifacts";
import { AppError, invalid } from "./errors";
import { sameJson } from "./json-values";
import { type ReplacementRecord, underWayError } from "./replacements";
import type { Runtime } from "./runtime";
import type { StoredSpec } from "./spec";
import type { WorkloadRecord } from "./workloads";

/** What a workload of a draft has to live from its last start on, in milliseconds (contract 7.7). */
const draftLifetime = 8 * 60 * 60 * 1000;

/** The words of contract 1.9 for what workloads hold on to. */
export function requireUnused(
  workloads: readonly { id: string; name: string }[],
  what: "artifact" | "artifact repository",
): void {
  if (workloads.length === 0) return;
  const names = workloads.map(({ name }) => name).join(", ");
  throw new AppError(
    "conflict",
    `Cannot delete ${what} referenced by ${workloads.length} workload(s): ${names}. Delete the workload(s) first.`,
    { blockers: workloads.map(({ id, name }) => ({ kind: "workload" as const, id, name })) },
  );
}

/** Everything a workload runs has an image. */
export function requireRunnable(spec: StoredSpec): void {
  const issues = spec.containerGroups.flatMap((group, g) =>
    group.containers.flatMap(({ imageUri }, c) =>
      imageUri === null
        ? [
            {
              path: `spec.containerGroups[${g}].containers[${c}].imageUri`,
              message: "There is no image yet (runtime_image_uri is None): build it first",
              code: "unbuilt",
            },
          ]
        : [],
    ),
  );
  if (issues.length > 0) throw invalid(issues);
}

/** The organization's limit on running workloads, 0 for none. */
export function requireRoom(running: number, limit: number): void {
  if (limit > 0 && running >= limit)
    throw new AppError(
      "forbidden",
      `Requested workloads (${running + 1}) exceeds the maximum allowed (${limit}). Stop one first.`,
    );
}

/** A draft backs at most one workload. */
export function requireFreeDraft(
  artifact: { id: string; name: string; status: ArtifactStatus },
  users: readonly { id: string; name: string }[],
): void {
  const [user] = users;
  if (artifact.status === "locked" || user === undefined) return;
  throw new AppError(
    "conflict",
    `Artifact ${artifact.name} is a draft and already runs as workload ${user.name}: a draft backs one workload at a time. Lock it to run it more often.`,
    { blockers: [{ kind: "workload", id: user.id, name: user.name }] },
  );
}

export function nameTaken(name: string): AppError {
  const issue = { path: "name", message: "Another workload has this name", code: "name_taken" };
  return new AppError("conflict", `A workload named ${name} exists already`, { issues: [issue] });
}

/** When the workload of an artifact ends by itself if it is started now. */
export function expiryFrom(now: Date, { status }: { status: ArtifactStatus }): Date | null {
  return status === "draft" ? new Date(now.getTime() + draftLifetime) : null;
}

/** Something of it runs, or is about to. */
export function requireActive(
  { activeProtonId, goal }: Pick<WorkloadRecord, "activeProtonId" | "goal">,
  before: string,
): void {
  if (activeProtonId === null || goal === "stopped")
    throw new AppError("invalid", `The workload is stopped: start it before ${before}`);
}

interface Wish {
  runtime: Runtime;
  warmupMinutes: number;
  keepOldMinutes: number;
}

type Candidate = Pick<WorkloadRecord["artifact"], "id" | "status" | "type">;

/**
 * Refuses what cannot take the place of what runs: another kind of artifact, a draft for a locked one or the reverse,
 * or a locked version that runs in this very way already (contract 7.10 and decisions 7, 36).
 */
export function requireReplaceable(workload: WorkloadRecord, candidate: Candidate, wish: Wish): void {
  const { artifact } = workload;
  requireActive(workload, "replacing what it runs");
  if (artifact.status !== candidate.status)
    throw new AppError(
      "bad_request",
      `Artifact status mismatch: the workload runs a ${artifact.status} artifact and the candidate is ${candidate.status}`,
    );
  if (artifact.type !== candidate.type)
    throw new AppError("invalid", `A ${artifact.type} workload cannot run a ${candidate.type} artifact`);
  if (candidate.status === "draft" || candidate.id !== artifact.id) return;
  if (!sameJson(wish.runtime, workload.runtime) || !sameConfig(workload.newestReplacement, wish)) return;
  throw new AppError(
    "invalid",
    "Cannot replace with the same artifact — candidate artifact ID matches current artifact.",
  );
}

function sameConfig(last: ReplacementRecord | null, wish: Wish): boolean {
  return (
    (last?.warmupMinutes ?? 0) === wish.warmupMinutes && (last?.keepOldMinutes ?? 0) === wish.keepOldMinutes
  );
}

/** Only what runs a draft, and is not being replaced, can be promoted (contract 7.11). */
export function requirePromotable(
  workload: Pick<WorkloadRecord, "artifact" | "activeProtonId" | "goal">,
  underWay: { id: string } | null,
): void {
  if (workload.artifact.status === "locked")
    throw new AppError(
      "invalid",
      `The workload runs a locked artifact already: version ${workload.artifact.version}`,
    );
  requireActive(workload, "promoting it");
  if (underWay !== null) throw underWayError("invalid", underWay);
}
