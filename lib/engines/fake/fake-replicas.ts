import { isLocalImage } from "#lib/domain/image-reference";
import { EngineError, type EngineImageDetails } from "#lib/engines/engine";
import {
  type ContainerRequest,
  type ContainerUsage,
  describeLost,
  describeRoot,
  type EngineReplica,
  type LogTarget,
  type ReplicaEngine,
  type ReplicaRequest,
} from "#lib/engines/replicas";
import { FakeContainer } from "./fake-container";

interface FakeReplica {
  request: ReplicaRequest;
  address: string;
  containers: Map<string, FakeContainer>;
}

/** Names that the one passwd file of all fake images maps to a uid. */
const users: Record<string, number> = { root: 0, node: 1000 };
/** The one program that is not there. */
const absentProgram = "/none";

function runsAsRoot(user: string | null): boolean {
  const [name = ""] = (user ?? "").split(":");
  const uid = /^\d+$/.test(name) ? Number(name) : (users[name] ?? 0);
  return uid === 0;
}

/** Runs nothing: the replicas of an engine in memory, and what a test can make happen to them. */
export class FakeReplicas implements ReplicaEngine {
  private readonly replicas = new Map<string, FakeReplica>();
  private readonly watchers = new Set<{
    onChange: (replicaId: string) => void;
    fail: (error: Error) => void;
  }>();
  private readonly broken = new Map<string, EngineError>();
  private away = false;
  private addresses = 0;
  /** Names of the volumes there are. */
  readonly volumes = new Set<string>();

  /** @param findImage The image of that id or name; null if there is none. */
  constructor(private readonly findImage: (name: string) => EngineImageDetails | null) {}

  /** Where programs of the replica may listen: an address of this machine, of its own on Linux. A test may set another. */
  placeReplica: (request: ReplicaRequest) => string = () => {
    this.addresses += 1;
    return `127.1.${this.addresses >> 8}.${this.addresses & 255}`;
  };

  /** From here on no call is answered and every watch fails, until comeBack. Containers go on. */
  goAway(): void {
    this.away = true;
    for (const { fail } of this.watchers) fail(new EngineError("unavailable", "The fake engine has gone."));
  }

  comeBack(): void {
    this.away = false;
  }

  /** Starting what needs this image fails so, until it is mended by null. */
  breakImage(name: string, error: EngineError | null): void {
    if (error === null) this.broken.delete(name);
    else this.broken.set(name, error);
  }

  /** As it was asked for; null if there is no such replica. */
  findRequest(replicaId: string): ReplicaRequest | null {
    return this.replicas.get(replicaId)?.request ?? null;
  }

  /** To make it exit or print, or to set what it uses. */
  getContainer(replicaId: string, container: string): FakeContainer {
    const found = this.replicas.get(replicaId)?.containers.get(container);
    if (found === undefined)
      throw new EngineError("not_found", `There is no container ${container} of ${replicaId}`);
    return found;
  }

  /** As if somebody had removed it behind our back. */
  loseReplica(replicaId: string): void {
    for (const container of this.replicas.get(replicaId)?.containers.values() ?? []) container.remove();
    this.replicas.delete(replicaId);
  }

  enter(signal: AbortSignal): void {
    signal.throwIfAborted();
    if (this.away) throw new EngineError("unavailable", "The fake engine has gone.");
  }

  async startReplica(request: ReplicaRequest, signal: AbortSignal): Promise<EngineReplica> {
    this.enter(signal);
    const commands = request.containers.map((container) => this.findCommand(container));
    if (request.volume !== null) this.volumes.add(request.volume.name);
    const replica = this.replicas.get(request.replicaId) ?? this.makeReplica(request);
    for (const [index, container] of request.containers.entries()) {
      const command = commands[index] ?? [];
      if (!replica.containers.has(container.name)) this.makeContainer(replica, container, command);
    }
    for (const container of replica.containers.values()) {
      if (container.facts.state !== "created") continue;
      if (container.request.entrypoint?.[0] === absentProgram)
        throw new EngineError(
          "rejected",
          `${container.request.name} cannot start: ${absentProgram}: no such file`,
        );
      container.start();
    }
    return describeReplica(replica);
  }

  private makeReplica(request: ReplicaRequest): FakeReplica {
    const replica = { request, address: this.placeReplica(request), containers: new Map() };
    this.replicas.set(request.replicaId, replica);
    return replica;
  }

  private makeContainer(replica: FakeReplica, container: ContainerRequest, command: string[]): void {
    const { address } = replica;
    const onChange = () => this.tell(replica.request.replicaId);
    replica.containers.set(container.name, new FakeContainer(container, { command, address, onChange }));
  }

  private findCommand({ image, entrypoint }: ContainerRequest): string[] {
    const failure = this.broken.get(image);
    if (failure !== undefined) throw failure;
    const found = this.findImage(image);
    if (found === null && isLocalImage(image)) throw new EngineError("rejected", describeLost(image));
    if (found === null) throw new EngineError("rejected", `${image} cannot be pulled: not found`);
    if (runsAsRoot(found.user)) throw new EngineError("rejected", describeRoot(image));
    return entrypoint ?? [...found.entrypoint, ...found.command];
  }

  private tell(replicaId: string): void {
    // As with a real engine, nobody hears of it in the middle of his own call.
    setImmediate(() => {
      for (const { onChange } of this.watchers) onChange(replicaId);
    });
  }

  async restartContainer(replicaId: string, container: string, signal: AbortSignal): Promise<void> {
    this.enter(signal);
    const found = this.getContainer(replicaId, container);
    found.kill();
    found.start();
  }

  async stopContainer(
    replicaId: string,
    container: string,
    { seconds }: { seconds: number },
    signal: AbortSignal,
  ): Promise<void> {
    this.enter(signal);
    await stopInTime(this.getContainer(replicaId, container), seconds, signal);
  }

  async stopReplica(replicaId: string, { seconds }: { seconds: number }, signal: AbortSignal): Promise<void> {
    this.enter(signal);
    const containers = [...(this.replicas.get(replicaId)?.containers.values() ?? [])];
    await Promise.all(containers.map((container) => stopInTime(container, seconds, signal)));
    this.loseReplica(replicaId);
  }

  async listReplicas(signal: AbortSignal): Promise<EngineReplica[]> {
    this.enter(signal);
    return [...this.replicas.values()].map(describeReplica);
  }

  async watchReplicas(onChange: (replicaId: string) => void, signal: AbortSignal): Promise<void> {
    this.enter(signal);
    await new Promise<never>((_, fail) => {
      const watcher = { onChange, fail };
      this.watchers.add(watcher);
      signal.addEventListener("abort", () => fail(signal.reason), { once: true });
    }).finally(() => {
      for (const watcher of this.watchers) if (watcher.onChange === onChange) this.watchers.delete(watcher);
    });
  }

  async followContainerLog({ replicaId, container, ...rest }: LogTarget, signal: AbortSignal): Promise<void> {
    this.enter(signal);
    await this.getContainer(replicaId, container).follow(rest, signal);
  }

  async readUsage(replicaId: string, signal: AbortSignal): Promise<ContainerUsage[]> {
    this.enter(signal);
    return [...(this.replicas.get(replicaId)?.containers ?? [])]
      .filter(([, { facts }]) => facts.state === "running")
      .map(([name, { usage }]) => ({ name, ...usage }));
  }

  async sweepWorkload(workloadId: string, signal: AbortSignal): Promise<void> {
    this.enter(signal);
    const inUse = [...this.replicas.values()].some(({ request }) => request.workloadId === workloadId);
    if (inUse) return;
    for (const name of this.volumes) if (name.includes(workloadId)) this.volumes.delete(name);
  }
}

async function stopInTime(container: FakeContainer, seconds: number, signal: AbortSignal): Promise<void> {
  void container.terminate();
  await container.waitUntilEnded(seconds * 1000, signal);
  container.kill();
}

function describeReplica({ request, address, containers }: FakeReplica): EngineReplica {
  const { replicaId, protonId, workloadId } = request;
  return {
    ...{ replicaId, protonId, workloadId, address },
    containers: [...containers].map(
      ([
        name,
        {
          request: { image },
          facts,
        },
      ]) => ({ name, image, ...facts }),
    ),
  };
}
