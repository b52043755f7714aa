import type { Actor } from "#lib/domain/actors";
import type { FieldChange } from "#lib/domain/audit";
import { notFound } from "#lib/domain/errors";
import { pinnedImage } from "#lib/domain/image-reference";
import type { ArtifactRecord } from "#lib/domain/records";
import { requireReplicaLimit, resolveRuntime } from "#lib/domain/resolve-runtime";
import type { Runtime, RuntimeInput } from "#lib/domain/runtime";
import { listImages } from "#lib/domain/spec-images";
import { expiryFrom, requireRoom, requireRunnable } from "#lib/domain/workload-rules";
import type { WorkloadRecord } from "#lib/domain/workloads";
import { findArtifactForWorker } from "#lib/store/artifacts";
import { listBundles } from "#lib/store/compute-bundles";
import type { Database } from "#lib/store/database";
import { listImagePins } from "#lib/store/image-pins";
import { insertProton, type ProtonImage, retireProton, stopProtons } from "#lib/store/protons";
import {
  findReplacementUnderWay,
  insertReplacement,
  type NewReplacement,
  requestReplacementCancel,
} from "#lib/store/replacements";
import { holdRepository } from "#lib/store/repositories";
import { insertEvent, type NewEvent } from "#lib/store/workload-events";
import { countRunning, holdOrganizationLimits, holdWorkload, updateWorkload } from "#lib/store/workloads";
import { requireUsableCredentials } from "./artifact-credentials";
import type { RunContext } from "./operation";
import { getFreshWorkload } from "./workload-views";

type RunArtifact = Pick<ArtifactRecord, "id" | "status" | "spec">;

/**
 * Makes sure that a workload stays as it is until the transaction ends. Order of locks everywhere: the repository of the
 * artifact, the organization's limits, the workload.
 */
export async function holdFreshWorkload(
  context: RunContext,
  actor: Actor,
  id: string,
): Promise<WorkloadRecord> {
  if (!(await holdWorkload(context.db, id))) throw notFound("Workload");
  return getFreshWorkload(context, actor, id);
}

/** The artifact that a workload runs, as it is now, held until the transaction ends. */
export async function holdRunArtifact(db: Database, workload: WorkloadRecord): Promise<RunArtifact> {
  await holdRepository(db, workload.artifact.repositoryId);
  const artifact = await findArtifactForWorker(db, workload.artifact.id);
  if (artifact === null) throw notFound("Artifact");
  return artifact;
}

/** Refuses what would be more than the organization may run; `starts` says whether one more workload runs then. */
export async function requireLimits(
  db: Database,
  organizationId: string,
  { runtime, starts }: { runtime: Runtime; starts: boolean },
): Promise<void> {
  const { maxConcurrentWorkloads, maxWorkloadReplicas } = await holdOrganizationLimits(db, organizationId);
  requireReplicaLimit(runtime, maxWorkloadReplicas);
  if (starts) requireRoom(await countRunning(db, organizationId), maxConcurrentWorkloads);
}

/** The runtime that is asked for, on the compute bundles there are. */
export async function resolveAsked(
  db: Database,
  organizationId: string,
  current: Runtime | null,
  { input, spec }: { input: RuntimeInput; spec: RunArtifact["spec"] },
): Promise<Runtime> {
  const bundles = await listBundles(db, organizationId, { retired: false });
  return resolveRuntime(current, input, {
    spec,
    bundles: new Map(bundles.map((bundle) => [bundle.id, bundle])),
  });
}

interface NewGeneration {
  workloadId: string;
  artifact: RunArtifact;
  runtime: Runtime;
  role: "active" | "candidate";
  /** Who has it run, and so lends it the credentials it names. */
  actor: Actor;
}

/** Makes the next proton: the spec as it is now, each image by the digest that the lock stored. */
export async function insertGeneration(
  db: Database,
  { artifact, actor, ...proton }: NewGeneration,
  now: Date,
): Promise<string> {
  const { id: artifactId, spec } = artifact;
  requireRunnable(spec);
  await requireUsableCredentials(db, actor, spec);
  const images = await findRunImages(db, artifact);
  return insertProton(db, { ...proton, creatorId: actor.userId, artifactId, spec, images }, now);
}

/** A first or new active proton in the place of the one there is; a draft's hours begin. Returns its id. */
export async function startAnew(
  { db, now }: RunContext,
  actor: Actor,
  { id: workloadId, activeProtonId: old }: Pick<WorkloadRecord, "id" | "activeProtonId">,
  generation: Pick<NewGeneration, "artifact" | "runtime">,
): Promise<string> {
  if (old !== null) await retireProton(db, old, now);
  const next = { ...generation, workloadId, actor, role: "active" } as const;
  const activeProtonId = await insertGeneration(db, next, now);
  const started = { activeProtonId, startedAt: now, expiresAt: expiryFrom(now, generation.artifact) };
  const running = { goal: "running", status: "submitted", statusReason: null } as const;
  await updateWorkload(db, workloadId, { ...started, ...running }, now);
  return activeProtonId;
}

/** Everything of a workload is to stop; a replacement under way is called off. */
export async function stopEverything({ db, now }: RunContext, id: string): Promise<void> {
  const underWay = await findReplacementUnderWay(db, id);
  if (underWay !== null) await requestReplacementCancel(db, underWay.id, now);
  await stopProtons(db, id, now);
}

/** The standing of a change that was done at once, without a candidate beside what ran. */
export const doneAt = (now: Date) => ({ status: "completed", switchedAt: now, endedAt: now }) as const;

/** Enters such a change in the history. */
export async function recordDone(
  { db, now }: RunContext,
  actor: Actor,
  change: Omit<
    NewReplacement,
    "warmupMinutes" | "keepOldMinutes" | "userId" | keyof ReturnType<typeof doneAt>
  >,
): Promise<void> {
  const asked = { ...change, userId: actor.userId, warmupMinutes: 0, keepOldMinutes: 0 };
  await insertReplacement(db, { ...asked, ...doneAt(now) }, now);
}

async function findRunImages(db: Database, { id, status, spec }: RunArtifact): Promise<ProtonImage[]> {
  const pins = status === "locked" ? await listImagePins(db, id) : [];
  return listImages(spec).map(({ containerGroup, container, image }) => {
    const pin = pins.find((one) => one.containerGroup === containerGroup && one.container === container);
    const digest = pin?.digest ?? null;
    return { containerGroup, container, image: digest === null ? image : pinnedImage(image, digest) };
  });
}

/** Says in the audit what was done with a workload. */
export function auditWorkload(
  context: RunContext,
  verb: string,
  workload: Pick<WorkloadRecord, "id" | "name" | "artifact">,
  changes: FieldChange[],
): void {
  context.audit({
    verb,
    objectType: "workload",
    objectId: workload.id,
    objectName: workload.name,
    repositoryId: workload.artifact.repositoryId,
    changes,
  });
}

/** Says in the events of a workload what somebody did with it. */
export function tellEvent(
  { db, now }: RunContext,
  actor: Actor,
  workloadId: string,
  eventType: string,
  details: NewEvent["details"],
): Promise<void> {
  return insertEvent(db, { workloadId, eventType, actorId: actor.userId, details }, now);
}
