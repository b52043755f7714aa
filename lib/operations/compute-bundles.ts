import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { findChanges } from "#lib/domain/audit";
import { bundleChange, bundleInput, type ComputeBundle, computeBundle } from "#lib/domain/compute-bundles";
import { AppError, invalid, notFound } from "#lib/domain/errors";
import {
  findBundle,
  insertBundle,
  isBundleIdTaken,
  listBundles as listStoredBundles,
  updateBundle as updateStoredBundle,
} from "#lib/store/compute-bundles";
import { organizationAdministrator, platformAdministrator, signedIn } from "./access";
import { type AccessContext, defineOperation, type RunContext } from "./operation";

const bundleId = z.object({ id: z.string() });

/** One of the administrator's own organization, or for who administers all of them one that every organization has. */
async function managedBundle(context: AccessContext, { id }: { id: string }) {
  const { actor } = await organizationAdministrator(context);
  const bundle = await findBundle(context.db, actor.organizationId, id);
  if (!bundle) throw notFound("Compute bundle");
  if (bundle.isPublic) await platformAdministrator(context);
  return { actor, bundle };
}

function audit(
  context: RunContext,
  verb: string,
  { id }: Pick<ComputeBundle, "id">,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): void {
  context.audit({
    ...{ verb, objectType: "bundle", objectId: id, objectName: id },
    changes: findChanges(before, after),
  });
}

async function getFresh({ db }: RunContext, actor: Actor, id: string): Promise<ComputeBundle> {
  const bundle = await findBundle(db, actor.organizationId, id);
  if (!bundle) throw notFound("Compute bundle");
  return bundle;
}

/** All of them at once: there are never many, and clients know no pages of them (contract 8.3). */
export const listBundles = defineOperation({
  name: "bundles.list",
  kind: "read",
  input: z.object({ retired: z.boolean().default(false) }),
  output: z.array(computeBundle),
  access: signedIn,
  run: async ({ db }, filter, { actor }) => listStoredBundles(db, actor.organizationId, filter),
});

export const createBundle = defineOperation({
  name: "bundles.create",
  kind: "write",
  input: bundleInput,
  output: computeBundle,
  access: async (context, { isPublic }) =>
    isPublic ? platformAdministrator(context) : organizationAdministrator(context),
  run: async (context, { isPublic, ...bundle }, { actor }) => {
    const organizationId = isPublic ? null : actor.organizationId;
    if (await isBundleIdTaken(context.db, organizationId, bundle.id)) {
      const message = "There is, or was, a compute bundle of this id";
      throw invalid([{ path: "id", message, code: "taken" }]);
    }
    await insertBundle(context.db, organizationId, bundle, context.now);
    audit(context, "bundle.create", bundle, {}, { ...bundle, isPublic });
    return getFresh(context, actor, bundle.id);
  },
});

export const updateBundle = defineOperation({
  name: "bundles.update",
  kind: "write",
  input: bundleId.extend(bundleChange.shape),
  output: computeBundle,
  access: managedBundle,
  run: async (context, { id, ...change }, { actor, bundle }) => {
    const { name, description } = bundle;
    await updateStoredBundle(context.db, actor.organizationId, id, change);
    audit(context, "bundle.update", bundle, { name, description }, change);
    return getFresh(context, actor, id);
  },
});

/** Takes it off the list; workloads that run with it still do. */
export const retireBundle = defineOperation({
  name: "bundles.retire",
  kind: "write",
  input: bundleId,
  output: z.null(),
  access: managedBundle,
  run: async (context, { id }, { actor, bundle }) => {
    if (bundle.retiredAt) throw new AppError("conflict", "This compute bundle is retired already");
    await updateStoredBundle(context.db, actor.organizationId, id, { retiredAt: context.now });
    audit(context, "bundle.retire", bundle, { retired: false }, { retired: true });
    return null;
  },
});
