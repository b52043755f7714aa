import { type Actor, effectiveRoles, isAdministrator } from "#lib/domain/actors";
import { AppError, notFound } from "#lib/domain/errors";
import type { ArtifactRecord, RepositoryRecord } from "#lib/domain/records";
import { type Capability, capabilitiesOf } from "#lib/domain/roles";
import type { WorkloadRecord } from "#lib/domain/workloads";
import { findArtifact } from "#lib/store/artifacts";
import { type CatalogRecord, findCatalog } from "#lib/store/catalogs";
import { findRepository } from "#lib/store/repositories";
import { findWorkload } from "#lib/store/workloads";
import type { AccessContext } from "./operation";

/** Open to everybody, signed in or not. Spelled out, so that leaving access out never means this. */
export async function anyone(): Promise<null> {
  return null;
}

/** Proves that somebody is signed in. */
export async function signedIn({ actor }: AccessContext): Promise<{ actor: Actor }> {
  if (!actor) throw new AppError("unauthenticated", "Sign in first");
  return { actor };
}

/** Proves that somebody signed in in a browser: what no token may do, whatever its owner's rights. */
export async function signedInPerson(context: AccessContext): Promise<{ actor: Actor }> {
  const { actor } = await signedIn(context);
  if (actor.via !== "session")
    throw new AppError("forbidden", "Only in the browser: a token may not do this");
  return { actor };
}

/** Proves an administrator of the caller's organization. */
export async function organizationAdministrator(context: AccessContext): Promise<{ actor: Actor }> {
  const { actor } = await signedIn(context);
  if (!isAdministrator(actor)) throw new AppError("forbidden", "Only administrators may do this");
  return { actor };
}

/** Proves an administrator of the whole installation. */
export async function platformAdministrator(context: AccessContext): Promise<{ actor: Actor }> {
  const { actor } = await signedIn(context);
  if (actor.role !== "platformAdministrator")
    throw new AppError("forbidden", "Only platform administrators may do this");
  return { actor };
}

const refusals: Record<Capability, string> = {
  view: "see this",
  invoke: "send requests to this",
  inspect: "see who has access and what happened here",
  update: "change this",
  delete: "delete this",
  share: "share this",
  shareOwner: "choose owners of this",
};

function requireCapability(
  actor: Actor,
  granted: Parameters<typeof effectiveRoles>[1],
  capability: Capability,
): void {
  if (capabilitiesOf(effectiveRoles(actor, granted)).has(capability)) return;
  throw new AppError("forbidden", `Your role does not let you ${refusals[capability]}`);
}

/** Loads the artifact that `input.id` names and proves the capability on it. */
export function artifactWith(capability: Capability) {
  return async (
    context: AccessContext,
    input: { id: string },
  ): Promise<{ actor: Actor; artifact: ArtifactRecord }> => {
    const { actor } = await signedIn(context);
    const artifact = await findArtifact(context.db, actor, input.id);
    if (!artifact) throw notFound("Artifact");
    requireCapability(actor, artifact.roles, capability);
    return { actor, artifact };
  };
}

/** Loads the repository that `input.id` names and proves the capability on it. */
export function repositoryWith(capability: Capability) {
  return async (
    context: AccessContext,
    input: { id: string },
  ): Promise<{ actor: Actor; repository: RepositoryRecord }> => {
    const { actor } = await signedIn(context);
    const repository = await findRepository(context.db, actor, input.id);
    if (!repository) throw notFound("Artifact repository");
    requireCapability(actor, repository.roles, capability);
    return { actor, repository };
  };
}

/** Loads the workload that `input.id` names and proves the capability on it. */
export function workloadWith(capability: Capability) {
  return async (
    context: AccessContext,
    input: { id: string },
  ): Promise<{ actor: Actor; workload: WorkloadRecord }> => {
    const { actor } = await signedIn(context);
    const workload = await findWorkload(context.db, actor, input.id);
    if (!workload) throw notFound("Workload");
    requireCapability(actor, workload.roles, capability);
    return { actor, workload };
  };
}

/**
 * Loads the source that `input.catalogId` names. Whoever may see an artifact that names it may see it; its maker, and
 * whoever may change a draft that names it, may write to it.
 */
export function catalogWith(capability: "view" | "update") {
  return async (
    context: AccessContext,
    input: { catalogId: string },
  ): Promise<{ actor: Actor; catalog: CatalogRecord }> => {
    const { actor } = await signedIn(context);
    const catalog = await findCatalog(context.db, actor, input.catalogId);
    if (!catalog) throw notFound("Catalog");
    if (capability === "update" && !catalog.own) requireCapability(actor, catalog.draftRoles, capability);
    return { actor, catalog };
  };
}
