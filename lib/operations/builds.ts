import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { type BuildRecord, buildRecord, buildStep, hasEnded, requireBuildable } from "#lib/domain/builds";
import { AppError, notFound } from "#lib/domain/errors";
import { pageOf, pageQuery } from "#lib/domain/paging";
import type { ArtifactRecord } from "#lib/domain/records";
import type { Capability } from "#lib/domain/roles";
import { buildImage } from "#lib/jobs/builds";
import { sendJob } from "#lib/jobs/queue";
import {
  findBuild,
  findLastGoodBuild,
  insertBuild,
  listBuildSteps,
  listBuilds as listStoredBuilds,
  requestCancel,
} from "#lib/store/builds";
import { executorOf } from "#lib/store/jobs";
import { artifactWith } from "./access";
import { holdDraft } from "./artifact-drafts";
import { type AccessContext, defineOperation, type RunContext } from "./operation";

const buildId = z.object({ id: z.string(), buildId: z.string() });

/** Loads the build of the artifact and proves the capability on that. */
export function buildWith(capability: Capability) {
  return async (
    context: AccessContext,
    input: { id: string; buildId: string },
  ): Promise<{ actor: Actor; artifact: ArtifactRecord; build: BuildRecord }> => {
    const { actor, artifact } = await artifactWith(capability)(context, input);
    const build = await findBuild(context.db, artifact.id, input.buildId);
    if (!build) throw notFound("Build");
    return { actor, artifact, build };
  };
}

export const triggerBuilds = defineOperation({
  name: "builds.trigger",
  kind: "write",
  input: z.object({ id: z.string() }),
  output: z.object({ buildIds: z.array(z.string()) }),
  access: artifactWith("update"),
  run: async (context, _input, { actor, artifact }) => {
    const sources = requireBuildable(artifact);
    // One at a time per artifact: of two that come at once the later supersedes the earlier.
    const draft = await holdDraft(context, actor, artifact, artifact.revision);
    const { db, now } = context;
    await requestCancel(db, { artifactId: draft.id }, "Superseded by a newer build", now);
    const buildIds: string[] = [];
    for (const source of sources) {
      const whose = { organizationId: actor.organizationId, artifactId: draft.id, creatorId: actor.userId };
      const id = await insertBuild(db, { ...whose, source }, now);
      await sendJob(executorOf(db), buildImage, { buildId: id });
      buildIds.push(id);
    }
    audit(context, "build.start", draft, buildIds);
    return { buildIds };
  },
});

function audit(context: RunContext, verb: string, artifact: ArtifactRecord, buildIds: string[]): void {
  context.audit({
    verb,
    objectType: "artifact",
    objectId: artifact.id,
    objectName: artifact.name,
    repositoryId: artifact.repositoryId,
    changes: buildIds.map((id, index) => ({ path: `builds[${index}]`, after: id })),
  });
}

export const listBuilds = defineOperation({
  name: "builds.list",
  kind: "read",
  input: pageQuery.omit({ cursor: true }).extend({ id: z.string() }),
  output: pageOf(buildRecord),
  access: artifactWith("view"),
  run: async ({ db }, { id, ...query }) => listStoredBuilds(db, id, query),
});

export const getBuild = defineOperation({
  name: "builds.get",
  kind: "read",
  input: buildId,
  output: buildRecord.extend({
    steps: z.array(buildStep),
    /** The last build before it that gave an image. */
    lastGoodId: z.string().nullable(),
  }),
  access: buildWith("view"),
  run: async ({ db }, _input, { build }) => ({
    ...build,
    steps: await listBuildSteps(db, build.id),
    lastGoodId: await findLastGoodBuild(db, build.artifactId, build.id),
  }),
});

export const cancelBuild = defineOperation({
  name: "builds.cancel",
  kind: "write",
  input: buildId,
  output: z.null(),
  access: buildWith("update"),
  run: async (context, _input, { actor, artifact, build }) => {
    if (hasEnded(build.status)) {
      if (build.status === "CANCELLED") {
        context.nothingChanged();
        return null;
      }
      throw new AppError("conflict", `This build has ended already: ${build.status}`);
    }
    const { db, now } = context;
    const cancelled = await requestCancel(
      db,
      { artifactId: artifact.id, id: build.id },
      `Cancelled by ${actor.name}`,
      now,
    );
    // Asked for a moment ago by somebody else, or it ended meanwhile.
    if (cancelled.length === 0) context.nothingChanged();
    else audit(context, "build.cancel", artifact, cancelled);
    return null;
  },
});
