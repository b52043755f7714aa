import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { findChanges } from "#lib/domain/audit";
import { AppError, notFound } from "#lib/domain/errors";
import { linkPage, pageOf, pageQuery } from "#lib/domain/paging";
import type { ArtifactRecord } from "#lib/domain/records";
import {
  type ReplacementKind,
  type ReplacementRecord,
  replacementRecord,
  shownReplacement,
  underWayError,
} from "#lib/domain/replacements";
import { type Runtime, runtime } from "#lib/domain/runtime";
import { requireFreeDraft, requireReplaceable } from "#lib/domain/workload-rules";
import { replacementInput, settingsPatch, type WorkloadRecord } from "#lib/domain/workloads";
import { findArtifact } from "#lib/store/artifacts";
import {
  findReplacementUnderWay,
  insertReplacement,
  listReplacements,
  nameHistory,
  requestReplacementCancel,
} from "#lib/store/replacements";
import { holdRepository } from "#lib/store/repositories";
import { listUsersOfArtifact } from "#lib/store/workloads";
import { workloadWith } from "./access";
import { type AccessContext, defineOperation, type RunContext } from "./operation";
import {
  auditWorkload,
  doneAt,
  holdFreshWorkload,
  holdRunArtifact,
  insertGeneration,
  requireLimits,
  resolveAsked,
  startAnew,
  tellEvent,
} from "./workload-changes";
import { requireMayRun } from "./workloads";

const workloadId = z.object({ id: z.string() });

/** The words of contract 1.9; the same when there is no such workload. */
const none = () => new AppError("not_found", "There is no active replacement for this workload.");

interface Roll {
  kind: ReplacementKind;
  artifact: Pick<ArtifactRecord, "id" | "status" | "spec">;
  runtime: Runtime;
  warmupMinutes: number;
  keepOldMinutes: number;
}

/** Puts a candidate beside what runs; the worker does the rest. The caller holds the workload, and none is under way. */
async function beginRoll(
  context: RunContext,
  actor: Actor,
  workload: WorkloadRecord,
  roll: Roll,
): Promise<ReplacementRecord> {
  const { db, now } = context;
  const { id: workloadId, activeProtonId } = workload;
  const { artifact, ...rest } = roll;
  const starts = workload.goal === "stopped";
  await requireLimits(db, actor.organizationId, { runtime: roll.runtime, starts });
  const beside = { workloadId, artifact, runtime: roll.runtime, role: "candidate", actor } as const;
  const candidateProtonId = starts
    ? await startAnew(context, actor, workload, roll)
    : await insertGeneration(db, beside, now);
  const standing = starts ? doneAt(now) : ({ status: "submitted", switchedAt: null, endedAt: null } as const);
  const replacement = await insertReplacement(
    db,
    {
      ...rest,
      ...standing,
      workloadId,
      candidateArtifactId: artifact.id,
      candidateProtonId,
      previousArtifactId: workload.artifact.id,
      previousProtonId: activeProtonId,
      userId: actor.userId,
    },
    now,
  );
  const details = {
    replacementId: replacement.id,
    artifactId: artifact.id,
    candidateProtonIds: [candidateProtonId],
  };
  await tellEvent(context, actor, workloadId, starts ? "Workload Started" : "Replacement Started", details);
  return replacement;
}

export const getSettings = defineOperation({
  name: "workloads.getSettings",
  kind: "read",
  input: workloadId,
  output: z.object({ runtime, replacement: replacementRecord.nullable() }),
  access: workloadWith("view"),
  run: async ({ now }, _input, { workload }) => ({
    runtime: workload.runtime,
    replacement: shownReplacement(workload.newestReplacement, now),
  }),
});

/** Rolls the same artifact, a draft as it is now, even when nothing of the runtime differs (contract 7.9). */
export const updateSettings = defineOperation({
  name: "workloads.updateSettings",
  kind: "write",
  input: workloadId.extend({ settings: settingsPatch }),
  output: replacementRecord,
  access: workloadWith("update"),
  run: async (context, { settings }, { actor, workload: seen }) => {
    const { db } = context;
    const artifact = await holdRunArtifact(db, seen);
    const workload = await holdFreshWorkload(context, actor, seen.id);
    const underWay = await findReplacementUnderWay(db, workload.id);
    if (underWay !== null) throw underWayError("conflict", underWay);
    const asked = { input: settings.runtime, spec: artifact.spec };
    const next = await resolveAsked(db, actor.organizationId, workload.runtime, asked);
    const roll = { kind: "settings", artifact, runtime: next, warmupMinutes: 0, keepOldMinutes: 0 } as const;
    const replacement = await beginRoll(context, actor, workload, roll);
    auditWorkload(
      context,
      "workload.settings",
      workload,
      findChanges({ runtime: workload.runtime }, { runtime: next }),
    );
    return replacement;
  },
});

/** What a replacement asks for: the artifact is proved here, for what cannot be seen is not there (contract 7.10). */
async function replacementFor(context: AccessContext, input: { id: string; artifactId: string }) {
  const { actor, workload } = await workloadWith("update")(context, input);
  const candidate = await findArtifact(context.db, actor, input.artifactId);
  if (!candidate) throw notFound("Artifact");
  requireMayRun(actor, candidate);
  return { actor, workload, candidate };
}

export const startReplacement = defineOperation({
  name: "workloads.replace",
  kind: "write",
  input: replacementInput.extend({ id: z.string() }),
  output: replacementRecord,
  access: replacementFor,
  run: async (context, input, { actor, workload: { id }, candidate: { repositoryId, id: candidateId } }) => {
    const { db } = context;
    await holdRepository(db, repositoryId);
    const candidate = await findArtifact(db, actor, candidateId);
    if (!candidate) throw notFound("Artifact");
    const workload = await holdFreshWorkload(context, actor, id);
    const underWay = await findReplacementUnderWay(db, id);
    if (underWay !== null) throw underWayError("invalid", underWay);
    const asked = { input: input.runtime ?? { containerGroups: [] }, spec: candidate.spec };
    const next = await resolveAsked(db, actor.organizationId, workload.runtime, asked);
    const { warmupDurationMinutes: warmupMinutes, keepOldVersionMinutes: keepOldMinutes } = input.config;
    requireReplaceable(workload, candidate, { runtime: next, warmupMinutes, keepOldMinutes });
    const users = await listUsersOfArtifact(db, candidate.id);
    requireFreeDraft(
      candidate,
      users.filter((user) => user.id !== id),
    );
    const roll = {
      kind: "replacement",
      artifact: candidate,
      runtime: next,
      warmupMinutes,
      keepOldMinutes,
    } as const;
    const replacement = await beginRoll(context, actor, workload, roll);
    auditWorkload(
      context,
      "workload.replace",
      workload,
      findChanges(
        { artifactId: workload.artifact.id, runtime: workload.runtime },
        { artifactId: candidate.id, runtime: next },
      ),
    );
    return replacement;
  },
});

export const getReplacement = defineOperation({
  name: "workloads.getReplacement",
  kind: "read",
  input: workloadId,
  output: replacementRecord,
  access: async (context, input) => workloadWith("view")(context, input).catch(sayNone),
  run: async ({ now }, _input, { workload }) => {
    const shown = shownReplacement(workload.newestReplacement, now);
    if (shown === null) throw none();
    return shown;
  },
});

function sayNone(error: unknown): never {
  throw error instanceof AppError && error.code === "not_found" ? none() : error;
}

export const cancelReplacement = defineOperation({
  name: "workloads.cancelReplacement",
  kind: "write",
  input: workloadId,
  output: z.null(),
  access: async (context, input) => workloadWith("update")(context, input).catch(sayNone),
  run: async (context, _input, { actor, workload: { id } }) => {
    const { db, now } = context;
    const workload = await holdFreshWorkload(context, actor, id);
    const underWay = await findReplacementUnderWay(db, id);
    if (underWay === null) throw none();
    if (underWay.cancelRequestedAt !== null) {
      context.nothingChanged();
      return null;
    }
    if (!(await requestReplacementCancel(db, underWay.id, now)))
      throw new AppError(
        "conflict",
        "The new version serves already: replace it with the one before instead",
      );
    auditWorkload(context, "workload.cancelReplacement", workload, [
      { path: "replacement", before: underWay.id },
    ]);
    await tellEvent(context, actor, id, "Replacement Cancel Requested", { replacementId: underWay.id });
    return null;
  },
});

const person = z.object({ id: z.string(), name: z.string(), email: z.string() });

/** One line of a workload's history, with names, and when what it brought served. */
const historyItem = replacementRecord.extend({
  candidateArtifact: z.object({ id: z.string(), name: z.string(), version: z.int().nullable() }).nullable(),
  user: person.nullable(),
  deployedAt: z.date().nullable(),
  retiredAt: z.date().nullable(),
});

export const getHistory = defineOperation({
  name: "workloads.getHistory",
  kind: "read",
  input: pageQuery.omit({ cursor: true }).extend({ id: z.string() }),
  output: pageOf(historyItem),
  access: workloadWith("inspect"),
  run: async ({ db }, { id, ...query }) => {
    // One more: what came after the newest of the page says when that was retired.
    const before = Math.max(0, query.offset - 1);
    const { rows, total } = await listReplacements(db, id, {
      offset: before,
      limit: query.limit + (query.offset - before),
    });
    const names = await nameHistory(db, rows);
    const items = rows.map((row, index) => ({
      ...row,
      candidateArtifact: names.artifacts.get(row.candidateArtifactId) ?? null,
      user: names.users.get(row.userId) ?? null,
      deployedAt: row.switchedAt,
      retiredAt: rows.slice(0, index).findLast((later) => later.switchedAt !== null)?.switchedAt ?? null,
    }));
    return linkPage(items.slice(query.offset - before), total, query);
  },
});
