import {
  type BuildLeftover,
  type BuildRequest,
  type BuiltImage,
  buildLabel,
  type Engine,
  EngineError,
  type EngineFacts,
  type EngineImage,
  type EngineImageDetails,
  imageRepository,
  type PushRequest,
} from "#lib/engines/engine";
import {
  emptyConfiguration,
  type FakeConfiguration,
  type FakeStore,
  hash,
  runFakeBuild,
  type StepResult,
} from "./fake-build";
import { FakeReplicas } from "./fake-replicas";

/** The one base image that is there from the start. */
export const fakeBase = "plimsoll-fake/base:1";

const describeImage = (id: string, rest: Partial<EngineImageDetails>): EngineImageDetails => ({
  id: `sha256:${id}`,
  names: [],
  digests: [],
  sizeBytes: 1_000_000,
  createdAt: new Date(),
  labels: {},
  os: "linux",
  architecture: "amd64",
  ...emptyConfiguration,
  ...rest,
});

/** An engine in memory, for tests and for looking at screens where there is no other. What it runs only pretends to. */
class FakeEngine implements Engine {
  private readonly images = new Map<string, EngineImageDetails>();
  private readonly cache: FakeStore["cache"] = new Map();
  /** Failed builds of which steps are kept. */
  private readonly kept = new Set<string>();
  /** Builds in progress, and what ends them. */
  private readonly running = new Map<string, AbortController>();
  /** Where a test makes things happen to what runs. */
  readonly world = new FakeReplicas((name) => this.find(name));

  constructor() {
    this.addImage(fakeBase);
  }

  /** As if it had been pulled. Tells its id. */
  addImage(name: string, configuration: Partial<FakeConfiguration> = {}): string {
    const image = describeImage(hash(name), { names: [name], ...configuration });
    this.images.set(image.id, image);
    return image.id;
  }

  startReplica: Engine["startReplica"] = (request, signal) => this.world.startReplica(request, signal);
  restartContainer: Engine["restartContainer"] = (...input) => this.world.restartContainer(...input);
  stopContainer: Engine["stopContainer"] = (...input) => this.world.stopContainer(...input);
  stopReplica: Engine["stopReplica"] = (...input) => this.world.stopReplica(...input);
  listReplicas: Engine["listReplicas"] = (signal) => this.world.listReplicas(signal);
  watchReplicas: Engine["watchReplicas"] = (onChange, signal) => this.world.watchReplicas(onChange, signal);
  followContainerLog: Engine["followContainerLog"] = (...input) => this.world.followContainerLog(...input);
  readUsage: Engine["readUsage"] = (replicaId, signal) => this.world.readUsage(replicaId, signal);
  sweepWorkload: Engine["sweepWorkload"] = (workloadId, signal) =>
    this.world.sweepWorkload(workloadId, signal);

  async check(signal: AbortSignal): Promise<EngineFacts> {
    this.world.enter(signal);
    const machine = { os: "linux", architecture: "amd64", storageDriver: "memory", cpus: 1 };
    const counts = { images: this.images.size, containers: this.running.size };
    return { version: "fake", apiVersion: "0", ...machine, memoryBytes: 1_000_000_000, ...counts };
  }

  async build(request: BuildRequest, signal: AbortSignal): Promise<BuiltImage> {
    const { buildId } = request;
    const swept = new AbortController();
    this.running.set(buildId, swept);
    try {
      signal.throwIfAborted();
      const store = { cache: this.cache, findBase: (name: string) => this.findBase(name) };
      const steps = runFakeBuild(store, request, AbortSignal.any([signal, swept.signal]));
      const image = this.keepImage(request, await untilAborted(steps, signal));
      return { imageId: image.id, name: image.names[0] ?? "", sizeBytes: image.sizeBytes };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof EngineError && error.step !== null) this.kept.add(buildId);
      if (!swept.signal.aborted) throw error;
      throw new EngineError("unavailable", "The build was swept away.", { cause: error });
    } finally {
      this.running.delete(buildId);
      request.context.destroy();
    }
  }

  private keepImage({ buildId, artifactId }: BuildRequest, result: StepResult): EngineImageDetails {
    const image = describeImage(hash(result.id, buildId), {
      ...result.configuration,
      names: [`${imageRepository(artifactId)}:${buildId}`],
      labels: { [buildLabel]: buildId },
    });
    this.images.set(image.id, image);
    this.kept.delete(buildId);
    return image;
  }

  private find(image: string): EngineImageDetails | null {
    const found = [...this.images.values()].find(
      ({ id, names, digests }) => id === image || names.includes(image) || digests.includes(image),
    );
    return found ?? null;
  }

  private findBase(name: string): StepResult | null {
    if (name === "scratch") return { id: hash("scratch"), configuration: emptyConfiguration };
    const image = this.find(name);
    if (image === null) return null;
    const { user, exposedPorts, entrypoint, command, environmentNames } = image;
    const configuration = { user, exposedPorts, entrypoint, command, environmentNames };
    return { id: image.id.replace("sha256:", ""), configuration };
  }

  async push({ imageId, reference, onEvent }: PushRequest, signal: AbortSignal): Promise<{ digest: string }> {
    const image = await this.inspectImage(imageId, signal);
    if (!/:[^:/]+$/.test(reference))
      throw new EngineError("rejected", `${reference} names no tag to push to`);
    await onEvent({ layer: null, status: "Pushed", progress: null });
    const digest = `sha256:${hash("manifest", image.id)}`;
    for (const other of this.images.values()) other.names = other.names.filter((name) => name !== reference);
    image.names.push(reference);
    image.digests.push(`${reference.replace(/:[^:/]+$/, "")}@${digest}`);
    return { digest };
  }

  async inspectImage(image: string, signal: AbortSignal): Promise<EngineImageDetails> {
    signal.throwIfAborted();
    const found = this.find(image);
    if (found === null) throw new EngineError("not_found", `No such image: ${image}`);
    return found;
  }

  async removeImage(imageId: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.images.delete(imageId);
  }

  async listImages({ label }: { label: string }, signal: AbortSignal): Promise<EngineImage[]> {
    signal.throwIfAborted();
    const [name = "", value] = label.split("=");
    return [...this.images.values()].filter(({ labels }) =>
      value === undefined ? name in labels : labels[name] === value,
    );
  }

  async listBuildLeftovers(signal: AbortSignal): Promise<BuildLeftover[]> {
    signal.throwIfAborted();
    return [...new Set([...this.kept, ...this.running.keys()])].map((buildId) => ({
      buildId,
      containers: this.running.has(buildId) ? 1 : 0,
      images: this.kept.has(buildId) ? 1 : 0,
    }));
  }

  async sweepBuild(buildId: string, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.running.get(buildId)?.abort();
    this.kept.delete(buildId);
  }
}

export const makeFakeEngine = (): FakeEngine => new FakeEngine();

function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = new Promise<never>((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
  return Promise.race([work, aborted]);
}
