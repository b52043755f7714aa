import { nextStep, type ReplacementFacts } from "#lib/domain/replacement-steps";
import type { ReplacementRecord } from "#lib/domain/replacements";
import { database, inTransaction } from "#lib/store/database";
import { readLoad } from "#lib/store/load-work";
import { advanceReplacement, endCandidate, stopProton, switchReplacement } from "#lib/store/replacement-work";
import { insertEvent } from "#lib/store/workload-events";
import type { ControlledWorkload } from "#lib/store/workload-work";
import type { ControlTools } from "./control-tools";

/** Goes one step with the replacement of a workload. True: something has changed that the next decision builds on. */
export async function stepReplacement(
  workload: ControlledWorkload,
  replacement: ReplacementRecord,
  tools: ControlTools,
): Promise<boolean> {
  const now = tools.now();
  const step = nextStep(await readFacts(workload, replacement, tools, now), tools.times, now);
  const { id } = replacement;
  switch (step.kind) {
    case "wait":
      if (step.status !== replacement.status)
        await advanceReplacement(database, id, { status: step.status }, now);
      return false;
    case "stage":
      return advanceReplacement(database, id, { status: "staged", readyAt: now }, now);
    case "unstage":
      return advanceReplacement(database, id, { status: "initializing", readyAt: null }, now);
    case "switch":
      return tell(replacement, "Replacement Switched", null, now, (db) =>
        switchReplacement(db, replacement, now),
      );
    case "stop-previous":
      if (replacement.previousProtonId !== null)
        await stopProton(database, replacement.previousProtonId, now);
      return true;
    case "complete":
      return tell(replacement, "Replacement Completed", null, now, (db) =>
        advanceReplacement(db, id, { status: "completed", endedAt: now }, now),
      );
    case "fail":
      return tell(replacement, "Replacement Errored", step.message, now, (db) =>
        endCandidate(db, replacement, { status: "errored", message: step.message }, now),
      );
    case "cancel":
      return tell(replacement, "Replacement Canceled", step.message, now, (db) =>
        endCandidate(db, replacement, { status: "canceled", message: step.message }, now),
      );
  }
}

async function readFacts(
  { goal, deletedAt, protons, replicas }: ControlledWorkload,
  replacement: ReplacementRecord,
  { times }: ControlTools,
  now: Date,
): Promise<ReplacementFacts> {
  const candidate = protons.find(({ id }) => id === replacement.candidateProtonId) ?? null;
  const previous = protons.find(({ id }) => id === replacement.previousProtonId) ?? null;
  const fresh = new Date(now.getTime() - times.freshMs);
  const switched = replacement.switchedAt !== null && previous !== null;
  const runs = candidate !== null && candidate.goal === "run";
  return {
    replacement,
    running: goal === "running" && deletedAt === null,
    candidate: runs
      ? {
          begun: replicas.some(({ protonId }) => protonId === candidate.id),
          ready: candidate.status === "running" || candidate.status === "warming",
          failure: candidate.status === "errored" ? (candidate.statusReason ?? "It cannot run") : null,
        }
      : null,
    previous: previous && {
      stopping: previous.goal === "stop",
      inFlight: switched ? (await readLoad(database, previous.id, fresh)).inFlight : 0,
    },
  };
}

/** Does something of a replacement and says so in the workload's events, both or neither. */
function tell(
  { id, workloadId, candidateArtifactId, candidateProtonId, previousProtonId }: ReplacementRecord,
  eventType: string,
  message: string | null,
  now: Date,
  act: (db: Parameters<typeof insertEvent>[0]) => Promise<boolean>,
): Promise<boolean> {
  const details = {
    replacementId: id,
    artifactId: candidateArtifactId,
    candidateProtonIds: [candidateProtonId],
    previousProtonIds: previousProtonId === null ? [] : [previousProtonId],
    ...(message === null ? {} : { message }),
  };
  return inTransaction(async (db) => {
    if (!(await act(db))) return false;
    await insertEvent(db, { workloadId, eventType, actorId: null, details }, now);
    return true;
  });
}
