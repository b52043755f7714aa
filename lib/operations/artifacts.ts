import { z } from "zod";
import { effectiveRoles } from "#lib/domain/actors";
import {
  artifactInput,
  artifactPatch,
  cloneInput,
  knownRevision,
  requireKnownTags,
  tagChange,
} from "#lib/domain/artifacts";
import { findChanges } from "#lib/domain/audit";
import { findArtifactChanges } from "#lib/domain/audit-changes";
import { keepBuilds } from "#lib/domain/builds";
import { AppError, invalid } from "#lib/domain/errors";
import { imagePin } from "#lib/domain/image-facts";
import { sameJson } from "#lib/domain/json-values";
import { artifactQuery } from "#lib/domain/lists";
import { pageOf } from "#lib/domain/paging";
import type { ArtifactRecord } from "#lib/domain/records";
import { capabilitiesOf } from "#lib/domain/roles";
import type { StoredSpec } from "#lib/domain/spec";
import { parseSpec } from "#lib/domain/spec-rules";
import { requireUnused } from "#lib/domain/workload-rules";
import {
  deleteDraft,
  findArtifactText,
  findParent,
  insertArtifact,
  listArtifacts as listStoredArtifacts,
  listArtifactTexts as listStoredArtifactTexts,
  updateDraft,
} from "#lib/store/artifacts";
import { insertGrant } from "#lib/store/grants";
import { listImagePins } from "#lib/store/image-pins";
import { adjustRepository, findRepository } from "#lib/store/repositories";
import { replaceTags } from "#lib/store/tags";
import { listUsersOfArtifact } from "#lib/store/workloads";
import { artifactWith, signedIn } from "./access";
import { requireCredentials } from "./artifact-credentials";
import { auditedFields, getFresh, holdDraft, lockHeldDraft, requireAllowedSecurity } from "./artifact-drafts";
import { noteSources } from "./artifact-sources";
import { artifactSummaryView, artifactTextView, artifactView, withVerdict } from "./artifact-views";
import { defineOperation, type RunContext } from "./operation";
import { holdOpenRepository, openRepository, repositoryFor } from "./repository-membership";

const artifactId = z.object({ id: z.string() });
const revision = knownRevision;

function auditArtifact(
  context: RunContext,
  verb: string,
  artifact: ArtifactRecord,
  before: ArtifactRecord | null,
): void {
  context.audit({
    verb,
    objectType: "artifact",
    objectId: artifact.id,
    objectName: artifact.name,
    repositoryId: artifact.repositoryId,
    changes: before
      ? findArtifactChanges(auditedFields(before), auditedFields(artifact))
      : findChanges({}, auditedFields(artifact)),
  });
}

export const listArtifacts = defineOperation({
  name: "artifacts.list",
  kind: "read",
  input: artifactQuery,
  output: pageOf(artifactSummaryView),
  access: signedIn,
  run: async (_context, query, { actor }) => {
    const page = await listStoredArtifacts(actor, query);
    return { ...page, items: page.items.map((item) => withVerdict(actor, item)) };
  },
});

/** The list with whole specs, as REST returns it. */
export const listArtifactTexts = defineOperation({
  name: "artifacts.listTexts",
  kind: "read",
  input: artifactQuery,
  output: pageOf(artifactTextView),
  access: signedIn,
  run: async (_context, query, { actor }) => {
    const page = await listStoredArtifactTexts(actor, query);
    return { ...page, items: page.items.map((item) => withVerdict(actor, item)) };
  },
});

export const getArtifact = defineOperation({
  name: "artifacts.get",
  kind: "read",
  input: artifactId,
  output: artifactView.extend({
    parent: z.object({ id: z.string(), name: z.string(), version: z.int().nullable() }).nullable(),
    repository: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** What the containers run; none of a draft. */
    pins: z.array(imagePin),
  }),
  access: artifactWith("view"),
  run: async ({ db }, _input, { actor, artifact }) => ({
    ...withVerdict(actor, artifact),
    parent: artifact.parentId === null ? null : await findParent(actor, artifact.parentId),
    repository: await findRepository(db, actor, artifact.repositoryId),
    pins: artifact.status === "locked" ? await listImagePins(db, artifact.id) : [],
  }),
});

/** One artifact with its spec as stored text, as REST returns it. */
export const getArtifactText = defineOperation({
  name: "artifacts.getText",
  kind: "read",
  input: artifactId,
  output: artifactTextView,
  access: async (context, { id }) => {
    const { actor } = await signedIn(context);
    const artifact = await findArtifactText(context.db, actor, id);
    if (!artifact) throw new AppError("not_found", "Artifact not found");
    return { actor, artifact };
  },
  run: async (_context, _input, { actor, artifact }) => withVerdict(actor, artifact),
});

export const createArtifact = defineOperation({
  name: "artifacts.create",
  kind: "write",
  input: artifactInput,
  output: artifactView,
  access: repositoryFor,
  run: async (context, input, { actor, repository }) => {
    requireAllowedSecurity(actor, input.spec);
    const { name, description, type, spec } = input;
    const { id: repositoryId } = await openRepository(context, actor, repository, input);
    const artifact = { repositoryId, name, description, type, spec, parentId: null };
    const id = await insertOwned(context, actor, artifact, null);
    const created = await getFresh(context, actor, id);
    auditArtifact(context, "artifact.create", created, null);
    if (input.status === "draft") return withVerdict(actor, created);
    return withVerdict(actor, await lockHeldDraft(context, actor, created, null));
  },
});

/** Inserts a draft and makes its maker its owner. `copied`: the spec that this one is a copy of. */
async function insertOwned(
  { db, now }: RunContext,
  actor: Parameters<typeof insertArtifact>[1],
  artifact: Parameters<typeof insertArtifact>[2],
  copied: StoredSpec | null,
): Promise<string> {
  const id = await insertArtifact(db, actor, artifact, now);
  await noteSources(db, actor, id, artifact.spec);
  await requireCredentials(db, actor, id, artifact.spec, copied);
  const owner = { recipientType: "user", recipientId: actor.userId, role: "OWNER" } as const;
  await insertGrant(db, actor.organizationId, { artifactId: id }, owner);
  await adjustRepository(db, artifact.repositoryId, { artifacts: 1, drafts: 1 }, now);
  return id;
}

export const updateArtifact = defineOperation({
  name: "artifacts.update",
  kind: "write",
  input: artifactId.extend({ patch: artifactPatch, revision }),
  output: artifactView,
  access: artifactWith("update"),
  run: async (context, { patch, revision: known }, { actor, artifact }) => {
    const draft = await holdDraft(context, actor, artifact, known);
    const spec = patch.spec === undefined ? undefined : parseSpec(patch.spec, draft.type);
    const change = {
      name: patch.name ?? draft.name,
      description: patch.description ?? draft.description,
      spec: spec ?? draft.spec,
    };
    const changed = await saveDraft(context, actor, draft, change);
    if (patch.status !== "locked") return withVerdict(actor, changed);
    return withVerdict(actor, await lockHeldDraft(context, actor, changed, null));
  },
});

/** Writes what differs, if anything does, with its audit entry. */
async function saveDraft(
  context: RunContext,
  actor: Parameters<typeof getFresh>[1],
  draft: ArtifactRecord,
  written: ReturnType<typeof auditedFields>,
): Promise<ArtifactRecord> {
  const change = { ...written, spec: keepBuilds(draft.spec, written.spec) };
  requireAllowedSecurity(actor, change.spec);
  // Not what differs: the order that people write in is theirs, and saved.
  if (sameJson(auditedFields(draft), change)) {
    context.nothingChanged();
    return draft;
  }
  const saved = await updateDraft(context.db, draft.id, draft.revision, change, context.now);
  if (!saved) throw new AppError("conflict", "The draft changed while it was being saved; try again");
  await noteSources(context.db, actor, draft.id, change.spec);
  await requireCredentials(context.db, actor, draft.id, change.spec, draft.spec);
  await adjustRepository(context.db, draft.repositoryId, {}, context.now);
  const changed = await getFresh(context, actor, draft.id);
  auditArtifact(context, "artifact.update", changed, draft);
  return changed;
}

export const replaceArtifact = defineOperation({
  name: "artifacts.replace",
  kind: "write",
  input: artifactId.extend({ document: artifactInput, revision }),
  output: artifactView,
  access: artifactWith("update"),
  run: async (context, { document, revision: known }, { actor, artifact }) => {
    const draft = await holdDraft(context, actor, artifact, known);
    if (document.type !== draft.type) {
      throw invalid([
        { path: "type", message: `This is a ${draft.type} artifact and stays one`, code: "wrong_type" },
      ]);
    }
    if (document.artifactRepositoryId !== undefined && document.artifactRepositoryId !== draft.repositoryId) {
      throw invalid([
        { path: "artifactRepositoryId", message: "An artifact stays in its repository", code: "immutable" },
      ]);
    }
    const changed = await saveDraft(context, actor, draft, auditedFields(document));
    if (document.status === "draft") return withVerdict(actor, changed);
    return withVerdict(actor, await lockHeldDraft(context, actor, changed, null));
  },
});

export const cloneArtifact = defineOperation({
  name: "artifacts.clone",
  kind: "write",
  input: cloneInput.extend(artifactId.shape),
  output: artifactView,
  access: async (context, input) => {
    const { actor, artifact } = await artifactWith("view")(context, input);
    const repository = await findRepository(context.db, actor, artifact.repositoryId);
    // Not visible, or deleted a moment ago: then the artifact went with it, and asking again says so.
    if (!repository) await artifactWith("view")(context, input);
    if (!repository || !capabilitiesOf(effectiveRoles(actor, repository.roles)).has("update")) {
      throw new AppError("forbidden", "Your role does not let you add artifacts to this repository");
    }
    return { actor, artifact };
  },
  run: async (context, { name }, { actor, artifact }) => {
    requireAllowedSecurity(actor, artifact.spec);
    const { repositoryId, description, type, spec } = artifact;
    await holdOpenRepository(context, repositoryId);
    const copy = { repositoryId, name, description, type, spec, parentId: artifact.id };
    const id = await insertOwned(context, actor, copy, spec);
    const clone = await getFresh(context, actor, id);
    context.audit({
      verb: "artifact.clone",
      objectType: "artifact",
      objectId: id,
      objectName: name,
      repositoryId,
      changes: [
        { path: "parentId", after: artifact.id },
        { path: "name", before: artifact.name, after: name },
      ],
    });
    return withVerdict(actor, clone);
  },
});

export const deleteArtifact = defineOperation({
  name: "artifacts.delete",
  kind: "write",
  input: artifactId.extend({ revision }),
  output: z.null(),
  access: artifactWith("delete"),
  run: async (context, { revision: known }, { actor, artifact }) => {
    if (artifact.status === "locked") throw lockedForever(artifact);
    const draft = await holdDraft(context, actor, artifact, known);
    requireUnused(await listUsersOfArtifact(context.db, draft.id), "artifact");
    if (!(await deleteDraft(context.db, draft.id, draft.revision))) {
      throw new AppError("conflict", "The draft changed while it was being deleted; try again");
    }
    await adjustRepository(context.db, draft.repositoryId, { artifacts: -1, drafts: -1 }, context.now);
    context.audit({
      verb: "artifact.delete",
      objectType: "artifact",
      objectId: draft.id,
      objectName: draft.name,
      repositoryId: draft.repositoryId,
      changes: findChanges(auditedFields(draft), {}),
    });
    return null;
  },
});

function lockedForever({ id, name, version }: ArtifactRecord): AppError {
  const label = `${name} (version ${version})`;
  return new AppError(
    "conflict",
    `Cannot delete artifact: ${label} is locked, and locked artifacts are kept for ever.`,
    {
      blockers: [{ kind: "artifact", id, name: label }],
    },
  );
}

export const setArtifactTags = defineOperation({
  name: "artifacts.setTags",
  kind: "write",
  input: artifactId.extend(tagChange.shape),
  output: artifactView,
  access: artifactWith("update"),
  run: async (context, { tags, replacing }, { actor, artifact }) => {
    await holdOpenRepository(context, artifact.repositoryId);
    const { tags: current } = await getFresh(context, actor, artifact.id);
    requireKnownTags(current, replacing);
    await replaceTags(context.db, { artifactId: artifact.id }, tags);
    const before = current.map(({ name, value }) => ({ name, value }));
    context.audit({
      verb: "artifact.tag",
      objectType: "artifact",
      objectId: artifact.id,
      objectName: artifact.name,
      repositoryId: artifact.repositoryId,
      changes: [{ path: "tags", before, after: tags }],
    });
    return withVerdict(actor, await getFresh(context, actor, artifact.id));
  },
});
