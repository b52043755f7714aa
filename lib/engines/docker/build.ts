import type Docker from "dockerode";
import {
  type BuildEvent,
  type BuildRequest,
  type BuiltImage,
  buildLabel,
  EngineError,
  imageRepository,
} from "#lib/engines/engine";
import { BuildMessageReader, buildMessage } from "./build-messages";
import { callEngine, hasStatusCode, toEngineError } from "./connection";
import { inspectImage, removeImage } from "./images";
import { readJsonLines } from "./json-lines";
import { markHost, removeBuildContainers, stageTag } from "./leftovers";
import { buildNetwork, ensureBuildNetwork } from "./network";
import { type BuildPosition, stopBuild } from "./stop-build";

export async function build(docker: Docker, request: BuildRequest, signal: AbortSignal): Promise<BuiltImage> {
  signal.throwIfAborted();
  const run = new BuildRun(docker, request);
  try {
    // What a killed worker's attempt at the same build has left would go on beside this one.
    await removeBuildContainers(docker, request.buildId, signal);
    if (request.network !== "none") await ensureBuildNetwork(docker, signal);
    await callEngine(signal, () => run.follow(signal));
    return await run.finish(signal);
  } catch (error) {
    if (signal.aborted || run.callerFailure !== null) await stopBuild(docker, request, run.position);
    signal.throwIfAborted();
    throw run.callerFailure === null ? toEngineError(error) : run.callerFailure.cause;
  } finally {
    request.context.destroy();
  }
}

class BuildRun {
  /** What the caller's own listener or context failed with, which is nobody's to translate. */
  callerFailure: { cause: unknown } | null = null;
  // The engine puts the label on by a step of its own, the last one.
  private readonly reader = new BuildMessageReader(1);
  private stage = -1;
  private image: string | null = null;

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

  async follow(signal: AbortSignal): Promise<void> {
    const answer = await startBuild(this.docker, this.request, signal).catch(blameBuild);
    for await (const message of readJsonLines(answer, buildMessage)) {
      for (const event of this.reader.read(message)) {
        // Leaving the loop closes the connection, upon which the engine stops.
        signal.throwIfAborted();
        if (event.kind === "step" && /^FROM\s/i.test(event.instruction)) this.stage += 1;
        if (event.kind === "image") await this.nameStage(event.id, signal);
        await this.tell(event);
      }
    }
  }

  /**
   * Names the image of each stage's last finished step. So nothing is ever without a name, a killed worker's can be told
   * from another's, and a failed build's steps stay for the next.
   */
  private async nameStage(id: string, signal: AbortSignal): Promise<void> {
    this.image = id;
    const { artifactId, buildId } = this.request;
    await this.docker.getImage(id).tag({
      repo: imageRepository(artifactId),
      tag: stageTag(buildId, Math.max(this.stage, 0)),
      abortSignal: signal,
    });
  }

  async finish(signal: AbortSignal): Promise<BuiltImage> {
    const { artifactId, buildId } = this.request;
    const repository = imageRepository(artifactId);
    const name = `${repository}:${buildId}`;
    const image = await inspectImage(this.docker, name, signal).catch((error: unknown) => {
      if (!(error instanceof EngineError && error.kind === "not_found")) throw error;
      throw new EngineError("unavailable", "The container engine stopped in the middle of the build.");
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
    networkmode: request.network === "none" ? "none" : buildNetwork,
    extrahosts: markHost(request.buildId),
    registryconfig: Object.fromEntries(
      (request.registryCredentials ?? []).map(({ registry, ...login }) => [registry, login]),
    ),
    abortSignal: signal,
  });
}
