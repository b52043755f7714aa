import type { Actor } from "#lib/domain/actors";
import type { LogLevel } from "#lib/domain/build-log";
import type { BuildPhase, BuildSource } from "#lib/domain/builds";
import { triggerBuilds } from "#lib/operations/builds";
import { runOperation } from "#lib/operations/operation";
import { appendLogLines } from "#lib/store/build-logs";
import { claimBuild, endSteps, updateOwnBuild, writeSteps } from "#lib/store/build-work";
import { insertBuild } from "#lib/store/builds";
import { database, inTransaction } from "#lib/store/database";
import { newId } from "#lib/store/ids";
import { callerOf, makeArtifact, makeContainer, makeSource } from "./factories";

export interface MadeBuild {
  /** Of the artifact. */
  id: string;
  buildId: string;
}

/** What builds a container from a source that is there. */
export async function makeBuildConfig(actor: Actor) {
  const { catalogId, versionId: catalogVersionId } = await makeSource(actor);
  return { codeRef: { datarobot: { catalogId, catalogVersionId } } };
}

/** A draft that can be built. */
export async function makeBuildable(
  actor: Actor,
  { container, ...fields }: Record<string, unknown> & { container?: Record<string, unknown> } = {},
): Promise<string> {
  const imageBuildConfig = await makeBuildConfig(actor);
  const containers = [makeContainer({ imageUri: undefined, imageBuildConfig, ...container })];
  return (await makeArtifact(actor, { spec: { containerGroups: [{ containers }] }, ...fields })).id;
}

/** A build that waits, of a draft of its own or of one that is there. */
export async function makeBuild(actor: Actor, artifactId?: string): Promise<MadeBuild> {
  const id = artifactId ?? (await makeBuildable(actor));
  const { buildIds } = await runOperation(triggerBuilds, callerOf(actor), { id });
  return { id, buildId: buildIds[0] ?? "" };
}

const worker = "test worker";

/**
 * A build that somebody works on: never to be had by a worker that runs beside the test. Its source need not be there,
 * nor need the artifact be one that is built.
 */
export async function makeRunningBuild(actor: Actor, artifactId?: string): Promise<MadeBuild> {
  const id = artifactId ?? (await makeArtifact(actor)).id;
  const source: BuildSource = {
    catalogId: newId(),
    catalogVersionId: newId(),
    dockerfile: { source: "provided", path: "./Dockerfile" },
  };
  const whose = { organizationId: actor.organizationId, artifactId: id, creatorId: actor.userId };
  const buildId = await inTransaction(async (db) => {
    const inserted = await insertBuild(db, { ...whose, source }, new Date());
    await claimBuild(db, inserted, worker, new Date());
    // A slow test is no worker that was killed: one that runs beside it would take the build up.
    const heartbeatAt = new Date(Date.now() + 3_600_000);
    await db.imageBuild.update({ where: { id: inserted }, data: { heartbeatAt } });
    return inserted;
  });
  return { id, buildId };
}

/** Does to a build what a worker would, step by step. */
export function workOn({ buildId }: MadeBuild) {
  const phases: { phase: BuildPhase; startedAt: Date }[] = [{ phase: "queued", startedAt: new Date() }];
  let step = 0;
  const update = (change: Parameters<typeof updateOwnBuild>[3]) =>
    updateOwnBuild(database, buildId, worker, change, new Date());
  return {
    async claim() {
      await claimBuild(database, buildId, worker, new Date());
    },
    async enter(phase: BuildPhase) {
      phases.push({ phase, startedAt: new Date() });
      await update({ phases });
    },
    log: (lines: string[], level: LogLevel = "INFO") =>
      appendLogLines(database, buildId, { lines, level, writtenAt: new Date() }),
    /** Begins a step with its own line in the log. */
    async step(instruction: string, { cached = false, of = 7 } = {}) {
      step += 1;
      const firstLine = await appendLogLines(database, buildId, {
        lines: [`Step ${step}/${of} : ${instruction}`],
        level: "INFO",
        writtenAt: new Date(),
      });
      const now = new Date();
      await endSteps(database, buildId, now);
      const begun = { number: step, instruction, firstLine, cached, startedAt: now, endedAt: null };
      await writeSteps(database, buildId, [begun]);
      await update({ stepCount: of });
    },
    async end(change: Parameters<typeof updateOwnBuild>[3]) {
      await endSteps(database, buildId, new Date());
      await update({ ...change, finishedAt: new Date() });
    },
  };
}

/** A build that went well. */
export async function makeGoodBuild(actor: Actor, artifactId?: string): Promise<MadeBuild> {
  const build = await makeRunningBuild(actor, artifactId);
  const work = workOn(build);
  await work.enter("preparing");
  await work.log(["» 41 files, 212 kB"]);
  await work.enter("building");
  await work.step("FROM node:22-slim", { cached: true, of: 3 });
  await work.step("COPY . .", { of: 3 });
  await work.step("RUN npm ci", { of: 3 });
  await work.log(["", "added 98 packages in 4s", "12 packages are looking for funding"]);
  await work.enter("finishing");
  await work.log(["Successfully built 1234567890ab"]);
  await work.end({ status: "COMPLETED", imageUri: `sha256:${"ab".repeat(32)}`, imageBytes: 61_234_567 });
  return build;
}

/** A build whose third step fails, with colours and an error in the middle of the step. */
export async function makeFailedBuild(actor: Actor, artifactId?: string): Promise<MadeBuild> {
  const build = await makeRunningBuild(actor, artifactId);
  const work = workOn(build);
  await work.enter("preparing");
  await work.log(["» 41 files, 212 kB"]);
  await work.enter("building");
  await work.step("FROM node:22-slim", { cached: true, of: 3 });
  await work.step("COPY . .", { of: 3 });
  await work.step("RUN npm ci", { of: 3 });
  const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
  await work.log([
    "",
    "\u001b[33mnpm warn\u001b[39m deprecated inflight@1.0.6: this module is not supported",
  ]);
  const firstErrorLine = await work.log(
    [
      `${red("npm error")} code ERESOLVE`,
      `${red("npm error")} ERESOLVE could not resolve`,
      `${red("npm error")} While resolving: @acme/agent@2.4.1`,
      `${red("npm error")} Found: zod@4.6.7`,
    ],
    "ERROR",
  );
  const reason = "Step 3 of 3 (RUN npm ci) ended with exit code 1";
  await work.log([`» ${reason}`], "ERROR");
  await work.end({ status: "FAILED", reason, failedStep: 3, firstErrorLine });
  return build;
}
