import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import {
  type BuildEvent,
  type BuildRequest,
  type BuiltImage,
  buildLabel,
  EngineError,
  imageRepository,
} from "#lib/engines/engine";
import { PacedWork } from "#lib/paced-work";
import { BuildMessageReader, buildMessage } from "./build-messages";
import { callEngine, hasStatusCode, toEngineError } from "./connection";
import { inspectImage, removeImage } from "./images";
import { readJsonLines } from "./json-lines";
import { markHost, removeBuildContainers, stageTag } from "./leftovers";
import { ensureBuildNetwork } from "./network";
import { type BuildPosition, stopBuild } from "./stop-build";

export async function build(docker: Docker, request: BuildRequest, signal: AbortSignal): Promise<BuiltImage> {
  signal.throwIfAborted();
  const run = new BuildRun(docker, request);
  try {
    // What a killed worker's attempt at the same build has left would go on beside this one.
    const [network] = await Promise.all([
      request.network === "none" ? "none" : ensureBuildNetwork(docker, signal),
      removeBuildContainers(docker, request.buildId, signal),
    ]);
    await callEngine(signal, () => run.follow(network, signal));
    return await run.finish(signal);
  } catch (error) {
    await run.named().catch(() => undefined);
    if (signal.aborted || run.callerFailure !== null) await stopBuild(docker, request, run.position);
    signal.throwIfAborted();
    if (run.callerFailure !== null) throw run.callerFailure.cause;
    throw (await isStopping(docker, error)) ? interrupted() : toEngineError(error);
  } finally {
    request.context.destroy();
  }
}

const interrupted = () =>
  new EngineError("unavailable", "The container engine stopped in the middle of the build.");

/** How long an engine that stops may still answer, in milliseconds. */
const longestGoodbye = 2_000;

/** Whether a command was killed because the engine stops, which kills what it runs before it goes. */
async function isStopping(docker: Docker, error: unknown): Promise<boolean> {
  if (!(error instanceof EngineError) || error.exitCode === null || error.exitCode <= 128) return false;
  for (const deadline = Date.now() + longestGoodbye; Date.now() < deadline; await delay(200)) {
    const answers = await callEngine(AbortSignal.timeout(longestGoodbye), () => docker.ping()).catch(
      () => null,
    );
    if (answers === null) return true;
  }
  return false;
}

const longestNaming = 10_000;
/** How long what steps have left may be without a name, in milliseconds; to write one takes the engine as long as a step. */
const namingPause = 250;

class BuildRun {
  /** What the caller's own listener or context failed with, which is nobody's to translate. */
  callerFailure: { cause: unknown } | null = null;
  // The engine puts the label on by a step of its own, the last one.
  private readonly reader = new BuildMessageReader(1);
  private stage = -1;
  private image: string | null = null;
  /** Images that have no name yet, by the tag that each is to get. */
  private readonly unnamed = new Map<string, string>();
  private readonly naming = new PacedWork(() => this.nameAll(), namingPause);

  constructor(
    private readonly docker: Docker,
    private readonly request: BuildRequest,
  ) {
    request.context.once("error", (cause) => {
      this.callerFailure ??= { cause };
    });
  }

  get position(): BuildPosition {
    return { image: this.image, container: this.reader.container };
  }

  async follow(network: string, signal: AbortSignal): Promise<void> {
    const answer = await startBuild(this.docker, this.request, network, signal).catch(blameBuild);
    for await (const message of readJsonLines(answer, buildMessage)) {
      for (const event of this.reader.read(message)) {
        // Leaving the loop closes the connection, upon which the engine stops.
        signal.throwIfAborted();
        if (event.kind === "step" && /^FROM\s/i.test(event.instruction)) this.stage += 1;
        if (event.kind === "image") this.nameStage(event.id);
        await this.tell(event);
      }
    }
    await this.named();
  }

  /**
   * Names the image of each stage's last finished step. So nothing is without a name for long, a killed worker's can be
   * told from another's, and a failed build's steps stay for the next. The next step does not wait for that; of those that
   * come meanwhile the last one holds the others.
   */
  private nameStage(id: string): void {
    this.image = id;
    this.unnamed.set(stageTag(this.request.buildId, Math.max(this.stage, 0)), id);
    this.naming.ask();
  }

  private async nameAll(): Promise<void> {
    for (const [tag, id] of this.unnamed) {
      this.unnamed.delete(tag);
      const repo = imageRepository(this.request.artifactId);
      // Also of a build that is stopped, so that it can be found and removed.
      await this.docker.getImage(id).tag({ repo, tag, abortSignal: AbortSignal.timeout(longestNaming) });
    }
  }

  /** Kept once every image has its name. */
  named(): Promise<void> {
    return this.naming.settled();
  }

  async finish(signal: AbortSignal): Promise<BuiltImage> {
    const { artifactId, buildId } = this.request;
    const repository = imageRepository(artifactId);
    const name = `${repository}:${buildId}`;
    const image = await inspectImage(this.docker, name, signal).catch((error: unknown) => {
      if (!(error instanceof EngineError && error.kind === "not_found")) throw error;
      throw interrupted();
    });
    // Of the last stage, which the image now holds.
    const stage = `${repository}:${stageTag(buildId, Math.max(this.stage, 0))}`;
    await removeImage(this.docker, stage, { force: false }, signal);
    return { imageId: image.id, name, sizeBytes: image.sizeBytes };
  }

  private async tell(event: BuildEvent): Promise<void> {
    try {
      await this.request.onEvent(event);
    } catch (cause) {
      this.callerFailure = { cause };
      throw cause;
    }
  }
}

/** An answer with an error in it blames what was sent, unless the engine has no room. */
function blameBuild(error: unknown): never {
  const { kind, message } = toEngineError(error);
  const answered = hasStatusCode(error) && !/no space left/.test(message);
  throw new EngineError(answered ? "rejected" : kind, message, { cause: error });
}

async function startBuild(
  docker: Docker,
  request: BuildRequest,
  network: string,
  signal: AbortSignal,
): Promise<AsyncIterable<string | Buffer>> {
  const { memoryBytes, cpus } = request.limits;
  return docker.buildImage(request.context, {
    t: `${imageRepository(request.artifactId)}:${request.buildId}`,
    dockerfile: request.dockerfile,
    labels: { [buildLabel]: request.buildId },
    buildargs: request.buildArguments ?? {},
    rm: true,
    forcerm: true,
    memory: memoryBytes,
    // Memory and swap together: no swap beyond the limit.
    memswap: memoryBytes,
    ...(cpus === undefined ? {} : { cpuperiod: 100_000, cpuquota: Math.round(cpus * 100_000) }),
    networkmode: network,
    extrahosts: markHost(request.buildId),
    registryconfig: Object.fromEntries(
      (request.registryCredentials ?? []).map(({ registry, ...login }) => [registry, login]),
    ),
    abortSignal: signal,
  });
}
