import { z } from "zod";
import { AppError } from "./errors";
import { runtime } from "./runtime";

/** As clients know them (contract 7.10): `completed` is success, `errored` failure, every other word still going on. */
export const replacementStatus = z.enum([
  "submitted",
  "initializing",
  "staged",
  "promoting",
  "finalizing",
  "completed",
  "errored",
  "canceling",
  "canceled",
]);
export type ReplacementStatus = z.infer<typeof replacementStatus>;

const replacementKind = z.enum(["creation", "replacement", "settings", "promotion"]);
export type ReplacementKind = z.infer<typeof replacementKind>;

/** Records stay visible in the workload for at least so long after they were made, in milliseconds (contract 7.10). */
const leastVisible = 10_000;

export const replacementConfig = z.strictObject({
  warmupDurationMinutes: z.int().min(0).max(1440, "At most a day (1440)").default(0),
  keepOldVersionMinutes: z.int().min(0).max(1440, "At most a day (1440)").default(0),
});
export type ReplacementConfig = z.infer<typeof replacementConfig>;

export const replacementRecord = z.object({
  id: z.string(),
  workloadId: z.string(),
  kind: replacementKind,
  status: replacementStatus,
  message: z.string().nullable(),
  candidateArtifactId: z.string(),
  candidateProtonId: z.string(),
  previousArtifactId: z.string().nullable(),
  previousProtonId: z.string().nullable(),
  warmupMinutes: z.int(),
  keepOldMinutes: z.int(),
  runtime,
  userId: z.string(),
  // Text where the database hands it over as JSON.
  createdAt: z.coerce.date(),
  updatedAt: z.coerce.date(),
  readyAt: z.coerce.date().nullable(),
  switchedAt: z.coerce.date().nullable(),
  endedAt: z.coerce.date().nullable(),
  cancelRequestedAt: z.coerce.date().nullable(),
});
export type ReplacementRecord = z.infer<typeof replacementRecord>;

/** Whether it still does something; what is over does not keep another from starting. */
export function isUnderWay({ endedAt }: Pick<ReplacementRecord, "endedAt">): boolean {
  return endedAt === null;
}

/**
 * The record a workload shows: the one under way; one that failed, until the next; one that is over for as long as
 * clients need to see it.
 */
export function shownReplacement(newest: ReplacementRecord | null, now: Date): ReplacementRecord | null {
  if (newest === null || newest.kind === "creation" || newest.kind === "promotion") return null;
  if (newest.endedAt === null || newest.status === "errored") return newest;
  return now.getTime() - newest.createdAt.getTime() < leastVisible ? newest : null;
}

export function underWayError(code: "invalid" | "conflict", { id }: { id: string }): AppError {
  return new AppError(code, `A replacement is in progress: ${id}. Wait for its end, or cancel it.`);
}
