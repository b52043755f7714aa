import { phaseWords } from "#lib/domain/build-progress";
import type { BuildPhase, PhaseStart } from "#lib/domain/builds";
import { listSecrets } from "#lib/domain/findings";
import { formatBytes } from "#lib/domain/sources";
import type { BuildEvent, Engine } from "#lib/engines/engine";
import { findArtifactForWorker } from "#lib/store/artifacts";
import {
  type BuildChange,
  type BuildOrder,
  endSteps,
  forgetSteps,
  updateOwnBuild,
  writeSteps,
} from "#lib/store/build-work";
import { database } from "#lib/store/database";
import { packContext, planContext, type SourceFiles } from "./build-context";
import { BuildLog } from "./build-log";
import { BuildSteps } from "./build-steps";
import { completeBuild } from "./complete-build";
import { endBuild } from "./end-build";
import type { ImageRegistry } from "./image-registry";
import { BuildStopped } from "./watch-build";

export interface BuildLimits {
  memoryBytes: number;
  milliseconds: number;
  logBytes: number;
}

/** What building needs of the world. */
export interface BuildTools {
  engine: Engine;
  workerId: string;
  limits: BuildLimits;
  /** Where images are pushed to; null: they stay with the engine. */
  registry: ImageRegistry | null;
  openSource: (catalogVersionId: string) => SourceFiles;
  /** The text of a Dockerfile that is not in the source. */
  writeDockerfile: (order: BuildOrder, files: readonly { path: string }[]) => Promise<string | null>;
}

/** One attempt at a build, from the source to the image in the artifact. */
export interface BuildRun {
  order: BuildOrder;
  tools: BuildTools;
  signal: AbortSignal;
  log: BuildLog;
  steps: BuildSteps;
  phases: PhaseStart[];
  /** The step the engine is at; null before the first. */
  step: { number: number; of: number; instruction: string; firstLine: number } | null;
}

/** `again`: the build waits, for the engine was not there. */
export async function runBuild(
  order: BuildOrder,
  tools: BuildTools,
  signal: AbortSignal,
): Promise<"over" | "again"> {
  const artifact = await findArtifactForWorker(database, order.artifactId);
  const run: BuildRun = {
    order,
    tools,
    signal,
    phases: order.phases,
    step: null,
    steps: new BuildSteps((steps) => writeSteps(database, order.id, steps)),
    log: new BuildLog({
      buildId: order.id,
      secrets: artifact ? listSecrets(artifact.spec) : [],
      lines: order.logLines,
      bytes: order.logBytes,
      mostBytes: tools.limits.logBytes,
    }),
  };
  try {
    await buildAndComplete(run);
    return "over";
  } catch (error) {
    return endBuild(run, error);
  }
}

async function buildAndComplete(run: BuildRun): Promise<void> {
  const { order, tools } = run;
  if (order.logLines > 0) {
    // An attempt before this one was interrupted, and may have left a command running.
    await tools.engine.sweepBuild(order.id, run.signal);
    await forgetSteps(database, order.id);
  }
  const image = await build(run);
  const imageUri = tools.registry ? await push(run, tools.registry, image.imageId) : image.imageId;
  await enterPhase(run, "finishing");
  run.signal.throwIfAborted();
  await run.log.flush();
  await completeBuild(order, tools.workerId, { imageUri, phases: run.phases });
}

async function build(run: BuildRun) {
  const { order, tools, signal } = run;
  await enterPhase(run, "preparing");
  const source = tools.openSource(order.source.catalogVersionId);
  const context = await planContext(source, order.source.dockerfile, (files) =>
    tools.writeDockerfile(order, files),
  );
  await run.log.note(describeContext(context));
  await enterPhase(run, "building");
  const image = await tools.engine.build(
    {
      buildId: order.id,
      artifactId: order.artifactId,
      context: packContext(source, context),
      dockerfile: context.dockerfile,
      limits: { memoryBytes: tools.limits.memoryBytes },
      onEvent: (event) => hear(run, event),
    },
    signal,
  );
  await Promise.all([run.log.flush(), run.steps.settled()]);
  await Promise.all([
    endSteps(database, order.id, new Date()),
    change(run, { imageId: image.imageId, imageBytes: image.sizeBytes }),
  ]);
  return image;
}

function describeContext({
  files,
  ignored,
  bytes,
}: {
  files: readonly unknown[];
  ignored: number;
  bytes: number;
}) {
  const count = (number: number) => `${number} ${number === 1 ? "file" : "files"}`;
  const left = ignored === 0 ? "" : `, ${count(ignored)} left out by .dockerignore`;
  return `Source: ${count(files.length)}, ${formatBytes(bytes)}${left}`;
}

async function hear(run: BuildRun, event: BuildEvent): Promise<void> {
  if (event.kind === "output") return run.log.write(event.text, "INFO");
  if (event.kind === "cached") {
    run.steps.markCached();
    return run.log.note("Nothing changed: taken from the last build");
  }
  if (event.kind !== "step") return;
  const { number, of, instruction } = event;
  const firstLine = run.log.endLine();
  if (run.step === null) await change(run, { stepCount: of });
  run.step = { number, of, instruction, firstLine };
  run.steps.begin({ number, instruction, firstLine }, new Date());
  await run.log.writeLines([`Step ${number}/${of} : ${instruction}`]);
}

async function push(run: BuildRun, registry: ImageRegistry, imageId: string): Promise<string> {
  const { order, tools, signal } = run;
  await change(run, { status: "BUILT" });
  await enterPhase(run, "pushing");
  const name = `${registry.prefix}/plimsoll/${order.artifactId}`;
  const { digest } = await tools.engine.push(
    {
      imageId,
      reference: `${name}:${order.id}`,
      ...(registry.credentials ? { credentials: registry.credentials } : {}),
      // Progress in bytes is for terminals; a log wants what came of it.
      onEvent: ({ layer, status, progress }) =>
        progress === null ? run.log.writeLines([layer === null ? status : `${layer}: ${status}`]) : undefined,
    },
    signal,
  );
  return `${name}@${digest}`;
}

/** A phase begins: the one before it ends. */
async function enterPhase(run: BuildRun, phase: BuildPhase): Promise<void> {
  run.phases = [...run.phases, { phase, startedAt: new Date() }];
  await change(run, { phases: run.phases });
  if (phase !== "finishing") await run.log.note(phaseWords[phase]);
}

async function change(run: BuildRun, what: BuildChange): Promise<void> {
  if (!(await updateOwnBuild(database, run.order.id, run.tools.workerId, what, new Date())))
    throw new BuildStopped("lost");
}
