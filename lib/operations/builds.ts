import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { lineNumber, logChunk } from "#lib/domain/build-log";
import { hasEnded } from "#lib/domain/build-progress";
import {
  type BuildRecord,
  type BuildSource,
  type BuildView,
  buildRecord,
  buildSource,
  buildView,
  requireBuildable,
  requireUnlocked,
} from "#lib/domain/builds";
import { AppError, notFound } from "#lib/domain/errors";
import { pageOf, pageQuery } from "#lib/domain/paging";
import type { ArtifactRecord } from "#lib/domain/records";
import type { Capability } from "#lib/domain/roles";
import { reasonToWait, workerSilence } from "#lib/domain/workers";
import { buildImage } from "#lib/jobs/builds";
import { sendJob } from "#lib/jobs/queue";
import { readLogAfter } from "#lib/store/build-logs";
import {
  findBuild,
  findLastGoodBuild,
  insertBuild,
  listBuildSteps,
  listBuilds as listStoredBuilds,
  requestCancel,
} from "#lib/store/builds";
import { watchBuild } from "#lib/store/change-feed";
import type { Database } from "#lib/store/database";
import { executorOf } from "#lib/store/jobs";
import { listEngineStates } from "#lib/store/workers";
import { artifactWith, signedIn } from "./access";
import { holdDraft } from "./artifact-drafts";
import { requireSources } from "./build-sources";
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
  input: z.strictObject({ id: z.string() }),
  output: z.object({ buildIds: z.array(z.string()) }),
  access: artifactWith("update"),
  run: async (context, _input, { actor, artifact }) => {
    requireUnlocked(artifact);
    // One at a time per artifact: of two that come at once the later supersedes the earlier.
    const draft = await holdDraft(context, actor, artifact, undefined);
    const wanted = requireBuildable(draft);
    await requireSources(context.db, { organizationId: actor.organizationId, artifactId: draft.id }, wanted);
    const sources = wanted.map(({ source }) => source);
    return { buildIds: await startBuilds(context, actor, draft, sources) };
  },
});

/** Builds once more what an earlier build was made from, whatever the draft asks for by now. */
export const retryBuild = defineOperation({
  name: "builds.retry",
  kind: "write",
  input: buildId,
  output: z.object({ buildIds: z.array(z.string()) }),
  access: buildWith("update"),
  run: async (context, _input, { actor, artifact, build }) => {
    requireUnlocked(artifact);
    const draft = await holdDraft(context, actor, artifact, undefined);
    return { buildIds: await startBuilds(context, actor, draft, [buildSource.parse(build)]) };
  },
});

/** The caller holds the draft. */
async function startBuilds(
  context: RunContext,
  actor: Actor,
  draft: ArtifactRecord,
  sources: readonly BuildSource[],
): Promise<string[]> {
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
  return buildIds;
}

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
  output: buildView,
  access: buildWith("view"),
  run: async (context, _input, { build }) => viewBuild(context, build),
});

async function viewBuild({ db, now }: RunContext, build: BuildRecord): Promise<BuildView> {
  return {
    ...build,
    steps: await listBuildSteps(db, build.id),
    lastGood: await findLastGoodBuild(db, build),
    waitsFor: build.status === "PENDING" ? await findReasonToWait(db, now) : null,
  };
}

async function findReasonToWait(db: Database, now: Date): Promise<string | null> {
  return reasonToWait(await listEngineStates(db, new Date(now.getTime() - workerSilence)));
}

/** The build as it is now, with what was logged after a line: what whoever follows it is told. */
export const followBuild = defineOperation({
  name: "builds.follow",
  kind: "read",
  input: buildId.extend({ after: lineNumber }),
  output: z.object({ build: buildView, chunks: z.array(logChunk) }),
  access: buildWith("view"),
  // The build first: what it says it has logged is then there to be read.
  run: async (context, { after }, { build }) => ({
    build: await viewBuild(context, build),
    chunks: await readLogAfter(build.id, after),
  }),
});

/** Says when it is worth to ask again. */
export { watchBuild };

/** Whether builds are taken up, for pages that offer to build. */
export const getEngineState = defineOperation({
  name: "builds.getEngineState",
  kind: "read",
  input: z.object({}),
  output: z.object({ waitsFor: z.string().nullable() }),
  access: signedIn,
  run: async ({ db, now }) => ({ waitsFor: await findReasonToWait(db, now) }),
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
