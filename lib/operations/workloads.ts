import { z } from "zod";
import { type Actor, effectiveRoles } from "#lib/domain/actors";
import { findChanges } from "#lib/domain/audit";
import { AppError, invalid, notFound } from "#lib/domain/errors";
import { pageOf } from "#lib/domain/paging";
import type { ArtifactRecord, RepositoryRecord } from "#lib/domain/records";
import { type Capability, capabilitiesOf } from "#lib/domain/roles";
import { nameTaken, requireFreeDraft } from "#lib/domain/workload-rules";
import {
  type WorkloadInput,
  type WorkloadRecord,
  workloadInput,
  workloadPatch,
  workloadQuery,
} from "#lib/domain/workloads";
import { findArtifact } from "#lib/store/artifacts";
import { insertGrant } from "#lib/store/grants";
import { newId } from "#lib/store/ids";
import { holdRepository } from "#lib/store/repositories";
import {
  insertWorkload,
  isNameTaken,
  listWorkloads as listStoredWorkloads,
  listUsersOfArtifact,
  updateWorkload,
} from "#lib/store/workloads";
import { signedIn, workloadWith } from "./access";
import { createArtifact } from "./artifacts";
import { type AccessContext, defineOperation, type RunContext } from "./operation";
import { repositoryFor } from "./repository-membership";
import {
  auditWorkload,
  holdFreshWorkload,
  recordDone,
  requireLimits,
  resolveAsked,
  startAnew,
  stopEverything,
  tellEvent,
} from "./workload-changes";
import { getFreshWorkload, viewWithRequests, viewWorkload, workloadView } from "./workload-views";

const workloadId = z.object({ id: z.string() });

export const listWorkloads = defineOperation({
  name: "workloads.list",
  kind: "read",
  input: workloadQuery,
  output: pageOf(workloadView),
  access: signedIn,
  run: async (context, query, { actor }) => {
    const page = await listStoredWorkloads(actor, query);
    const items = query.serviceStats
      ? await viewWithRequests(context, actor, page.items)
      : page.items.map((item) => viewWorkload(actor, item, context.now));
    return { ...page, items };
  },
});

export const getWorkload = defineOperation({
  name: "workloads.get",
  kind: "read",
  /** The requests of the last days are counted only for whom they are shown to. */
  input: workloadId.extend({ withRequests: z.boolean().default(true) }),
  output: workloadView,
  access: workloadWith("view"),
  run: async (context, { withRequests }, { actor, workload }) => {
    if (!withRequests) return viewWorkload(actor, workload, context.now);
    const [view] = await viewWithRequests(context, actor, [workload]);
    return view ?? viewWorkload(actor, workload, context.now);
  },
});

/** What a new workload is to run: an artifact that is there, or one to be made in the repository it asks for. */
type Wanted =
  | { actor: Actor; artifact: ArtifactRecord }
  | { actor: Actor; artifact: null; repository: RepositoryRecord | null };

/** A locked version may be run by whoever sees it. A draft backs one workload, so taking it is changing it. */
function capabilityToRun({ status }: Pick<ArtifactRecord, "status">): Capability {
  return status === "draft" ? "update" : "view";
}

export function requireMayRun(actor: Actor, artifact: Pick<ArtifactRecord, "status" | "roles">): void {
  if (capabilitiesOf(effectiveRoles(actor, artifact.roles)).has(capabilityToRun(artifact))) return;
  throw new AppError("forbidden", "Your role does not let you run this draft");
}

async function artifactToRun(context: AccessContext, input: WorkloadInput): Promise<Wanted> {
  if ("artifact" in input) return { ...(await repositoryFor(context, input.artifact)), artifact: null };
  const { actor } = await signedIn(context);
  const artifact = await findArtifact(context.db, actor, input.artifactId);
  if (!artifact) throw invalid([{ path: "artifactId", message: "Artifact not found", code: "invalid" }]);
  requireMayRun(actor, artifact);
  return { actor, artifact };
}

export const createWorkload = defineOperation({
  name: "workloads.create",
  kind: "write",
  input: workloadInput,
  output: workloadView,
  access: artifactToRun,
  run: async (context, input, wanted) => {
    const { actor } = wanted;
    const artifact = await holdWanted(context, input, wanted);
    const { organizationId } = actor;
    const asked = { input: input.runtime, spec: artifact.spec };
    const runtime = await resolveAsked(context.db, organizationId, null, asked);
    await requireLimits(context.db, organizationId, { runtime, starts: true });
    const id = newId();
    const { name, description, importance } = input;
    const workload = { id, name, description, importance, artifactId: artifact.id };
    if (!(await insertWorkload(context.db, actor, workload, context.now))) throw nameTaken(name);
    await beginLife(context, actor, id, { artifact, runtime });
    const created = await getFreshWorkload(context, actor, id);
    auditWorkload(context, "workload.create", created, findChanges({}, auditedFields(created)));
    return viewWorkload(actor, created, context.now);
  },
});

/** The artifact, held, and free to be run. */
async function holdWanted(
  context: RunContext,
  input: WorkloadInput,
  wanted: Wanted,
): Promise<ArtifactRecord> {
  const { db } = context;
  if ("artifact" in input && wanted.artifact === null) {
    const { id } = await createArtifact.run(context, input.artifact, wanted).catch(blameInline);
    return requireThere(await findArtifact(db, wanted.actor, id));
  }
  const { id, repositoryId } = requireThere(wanted.artifact);
  await holdRepository(db, repositoryId);
  const artifact = requireThere(await findArtifact(db, wanted.actor, id));
  requireFreeDraft(artifact, await listUsersOfArtifact(db, artifact.id));
  return artifact;
}

/** What is wrong with an artifact that came along is found below `artifact`. */
function blameInline(error: unknown): never {
  if (!(error instanceof AppError) || error.issues.length === 0) throw error;
  const issues = error.issues.map((issue) => ({ ...issue, path: `artifact.${issue.path}` }));
  throw new AppError(error.code, error.detail, { issues, blockers: error.blockers, cause: error });
}

function requireThere(artifact: ArtifactRecord | null): ArtifactRecord {
  if (artifact === null) throw notFound("Artifact");
  return artifact;
}

/** The first proton, who owns the workload, and the beginning of its history. */
async function beginLife(
  context: RunContext,
  actor: Actor,
  workloadId: string,
  { artifact, runtime }: Parameters<typeof startAnew>[3],
): Promise<void> {
  const none = { id: workloadId, activeProtonId: null };
  const protonId = await startAnew(context, actor, none, { artifact, runtime });
  const owner = { recipientType: "user", recipientId: actor.userId, role: "OWNER" } as const;
  await insertGrant(context.db, actor.organizationId, { workloadId }, owner);
  await recordDone(context, actor, {
    workloadId,
    kind: "creation",
    candidateArtifactId: artifact.id,
    candidateProtonId: protonId,
    previousArtifactId: null,
    previousProtonId: null,
    runtime,
  });
  await tellEvent(context, actor, workloadId, "Workload Created", { artifactId: artifact.id, protonId });
}

function auditedFields({ name, description, importance, artifact, runtime }: WorkloadRecord) {
  return { name, description, importance, artifactId: artifact.id, runtime };
}

export const updateWorkloadFacts = defineOperation({
  name: "workloads.update",
  kind: "write",
  input: workloadId.extend({ patch: workloadPatch }),
  output: workloadView,
  access: workloadWith("update"),
  run: async (context, { patch }, { actor, workload: { id } }) => {
    const { db, now } = context;
    const workload = await holdFreshWorkload(context, actor, id);
    const changes = findChanges(auditedFields(workload), { ...auditedFields(workload), ...patch });
    if (changes.length === 0) {
      context.nothingChanged();
      return viewWorkload(actor, workload, now);
    }
    if (patch.name !== undefined && (await isNameTaken(db, actor.organizationId, patch.name, id)))
      throw nameTaken(patch.name);
    await updateWorkload(db, id, patch, now);
    auditWorkload(context, "workload.update", workload, changes);
    return viewWorkload(actor, await getFreshWorkload(context, actor, id), now);
  },
});

/** Nobody sees it from now on; the worker takes away what runs, then the rest. */
export const deleteWorkload = defineOperation({
  name: "workloads.delete",
  kind: "write",
  input: workloadId,
  output: z.null(),
  access: workloadWith("delete"),
  run: async (context, _input, { actor, workload: { id } }) => {
    const { db, now } = context;
    const workload = await holdFreshWorkload(context, actor, id);
    await stopEverything(context, id);
    await updateWorkload(db, id, { goal: "stopped", deletedAt: now }, now);
    auditWorkload(context, "workload.delete", workload, findChanges(auditedFields(workload), {}));
    return null;
  },
});
