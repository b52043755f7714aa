import { setTimeout as delay } from "node:timers/promises";
import { observeContainer } from "#lib/domain/container-life";
import { AppError } from "#lib/domain/errors";
import type { ContainerState } from "#lib/domain/replica-state";
import { EngineError } from "#lib/engines/engine";
import type { EngineReplica } from "#lib/engines/replicas";
import { log } from "#lib/log";
import { database } from "#lib/store/database";
import type { Blueprint } from "#lib/store/proton-work";
import { deleteReplica } from "#lib/store/replica-work";
import type { HeldReplica } from "#lib/store/workload-work";
import type { ControlTools } from "./control-tools";
import { ReplicaContainers } from "./replica-containers";
import { ReplicaRecord } from "./replica-record";
import { buildReplicaRequest, containersOf, imageOf } from "./replica-request";
import type { RunLogWriter } from "./run-log-writer";
import type { Turns } from "./turns";

/** What the engine had at a moment. */
export interface Snapshot {
  /** By `performance.now()`, from before it was asked. */
  takenAt: number;
  replicas: ReadonlyMap<string, EngineReplica>;
}

/** What all keepers share. */
export interface KeeperTools extends ControlTools {
  writer: RunLogWriter;
  turns: Turns;
  /** Aborted when this process no longer controls anything. */
  signal: AbortSignal;
  /** The engine is to be asked anew. */
  look: () => void;
}

/** What stays so until somebody changes what is to run. */
function isRefusal(error: unknown): error is Error {
  if (error instanceof AppError) return true;
  return error instanceof EngineError && (error.kind === "rejected" || error.kind === "conflict");
}

/** What does not answer its probe is not waited for as long as what ends in good order. */
const condemnedSeconds = 5;
const firstRetryMs = 1_000;
const longestRetryMs = 30_000;

/** Keeps one replica running as its proton says, until it is to stop. */
export class ReplicaKeeper {
  readonly #row: HeldReplica;
  readonly #blueprint: Blueprint;
  readonly #tools: KeeperTools;
  readonly #record: ReplicaRecord;
  readonly #containers: ReplicaContainers;
  readonly #retiring = new AbortController();
  readonly #signal: AbortSignal;
  /** What the engine is doing for it at the moment. */
  #work: Promise<void> | null = null;
  #retired: Promise<void> | null = null;
  /** Containers that are being ended for a probe of theirs. */
  readonly #stopping = new Map<string, Promise<void>>();
  /** What the engine had before its last work for this replica is not worth looking at. */
  #workedUntil = 0;
  #retryAt = 0;
  #retryMs = firstRetryMs;

  constructor(row: HeldReplica, blueprint: Blueprint, tools: KeeperTools) {
    this.#row = row;
    this.#blueprint = blueprint;
    this.#tools = tools;
    this.#record = new ReplicaRecord(row, tools);
    this.#signal = AbortSignal.any([tools.signal, this.#retiring.signal]);
    this.#containers = new ReplicaContainers(row, blueprint, {
      ...tools,
      record: this.#record,
      restart: (name) => this.#restart(name),
      stop: (name) => this.#stopContainer(name),
    });
    if (row.state.containers.length === 0) this.#record.change({ containers: this.#describeContainers() });
  }

  #describeContainers(): ContainerState[] {
    const { groupName } = this.#row;
    return containersOf(this.#blueprint, groupName).map((container) => ({
      name: container.name,
      primary: container.primary,
      image: imageOf(this.#blueprint, groupName, container),
      status: "waiting",
      ready: false,
      startedAt: null,
      restartCount: 0,
      failures: 0,
      restartsAt: null,
      lastEnd: null,
      probes: {},
    }));
  }

  /** Compares what the engine had with what is to be, and begins what is missing. */
  observe({ takenAt, replicas }: Snapshot): void {
    if (this.#retired !== null || this.#work !== null || takenAt < this.#workedUntil) return;
    const found = replicas.get(this.#row.id) ?? null;
    if (found !== null && this.#isWhole(found)) this.#see(found);
    else if (this.#record.state.phase !== "failed") this.#start();
    else void this.#record.save();
  }

  #isWhole({ containers }: EngineReplica): boolean {
    return this.#record.state.containers.every(({ name }) =>
      containers.some((one) => one.name === name && one.state !== "created"),
    );
  }

  /** The engine cannot be asked: what is not started has to wait for it. */
  tellAway(reason: string): void {
    const { phase } = this.#record.state;
    if (phase === "started" || phase === "failed") return;
    this.#record.change({ phase: "pending", message: `Waiting for the container engine: ${reason}` });
  }

  #see(found: EngineReplica): void {
    const { state } = this.#record;
    const seen = state.containers.map((known) => {
      const facts = found.containers.find(({ name }) => name === known.name) ?? null;
      return { name: known.name, facts, ...observeContainer(known, facts) };
    });
    const begun = state.phase !== "started";
    const { primary } = this;
    const address = found.address === null || primary === null ? null : `${found.address}:${primary}`;
    this.#record.change(
      {
        phase: "started",
        message: null,
        startedAt: state.startedAt ?? this.#tools.now(),
        containers: seen.map((one) => one.state),
      },
      { address, events: begun ? [this.#tell("Replica Started", {})] : [] },
    );
    for (const { name, facts, news } of seen)
      if (news === "ended" && facts) this.#containers.end(name, facts);
    this.#containers.attend(found.address);
  }

  private get primary(): number | null {
    return containersOf(this.#blueprint, this.#row.groupName).find(({ primary }) => primary)?.port ?? null;
  }

  #tell(eventType: string, details: Record<string, string | number | null>) {
    const { protonId, id } = this.#row;
    return { eventType, details: { protonId, replicaId: id, ...details } };
  }

  #start(): void {
    if (performance.now() < this.#retryAt) return;
    const { phase } = this.#record.state;
    if (phase === "started") this.#containers.stopProbes();
    this.#record.change({ phase: "creating", message: null });
    this.#occupy(async () => {
      const request = await buildReplicaRequest(this.#row, this.#blueprint, this.#tools);
      const started = await this.#tools.engine.startReplica(request, this.#signal);
      this.#retryMs = firstRetryMs;
      this.#see(started);
    });
  }

  /** Beside other work for the replica, as the others of its containers are well. What fails is tried at the next look. */
  #stopContainer(name: string): void {
    if (this.#retired !== null || this.#stopping.has(name)) return;
    const { engine, turns, times } = this.#tools;
    const grace = { seconds: Math.min(times.graceSeconds, condemnedSeconds) };
    const stopping = turns
      .take(() => engine.stopContainer(this.#row.id, name, grace, this.#signal))
      .then(() => this.#record.changeContainer(name, (one) => ({ ...one, status: "terminated" })))
      .catch((error: unknown) => {
        if (!(this.#signal.aborted || error instanceof EngineError))
          log.warn({ err: error, replicaId: this.#row.id }, "a container could not be stopped");
      })
      .finally(() => this.#stopping.delete(name));
    this.#stopping.set(name, stopping);
  }

  #restart(name: string): void {
    if (this.#retired !== null) return;
    const before = this.#stopping.get(name) ?? this.#work;
    if (before !== null) {
      void before.then(() => this.#restart(name));
      return;
    }
    this.#occupy(async () => {
      await this.#tools.engine.restartContainer(this.#row.id, name, this.#signal);
      this.#record.changeContainer(name, (container) => ({
        ...container,
        status: "waiting",
        restartsAt: null,
      }));
      this.#tools.look();
    });
  }

  #occupy(work: () => Promise<void>): void {
    this.#work = this.#tools.turns
      .take(async () => {
        this.#signal.throwIfAborted();
        await work();
      })
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#work = null;
        this.#workedUntil = performance.now();
      });
  }

  #fail(error: unknown): void {
    if (this.#signal.aborted) return;
    if (isRefusal(error)) {
      this.#refuse(error.message);
      return;
    }
    this.#retryAt = performance.now() + this.#retryMs;
    this.#retryMs = Math.min(longestRetryMs, this.#retryMs * 2);
    if (error instanceof EngineError) {
      if (error.kind === "unavailable") this.tellAway(error.message);
      return;
    }
    log.error({ err: error, replicaId: this.#row.id }, "a replica could not be started");
    this.#record.change({ message: "Something unexpected happened; it is tried again" });
  }

  #refuse(message: string): void {
    this.#containers.stopProbes();
    this.#record.change({ phase: "failed", message }, { events: [this.#tell("Start Refused", { message })] });
  }

  /** Stops the replica and forgets it, however long the engine takes; kept when that is done or control is lost. */
  retire(): Promise<void> {
    this.#retired ??= this.#stop();
    return this.#retired;
  }

  async #stop(): Promise<void> {
    const { engine, turns, times, signal } = this.#tools;
    this.#retiring.abort();
    this.#containers.stopProbes();
    await this.#work;
    for (let retryMs = firstRetryMs; !signal.aborted; retryMs = Math.min(longestRetryMs, retryMs * 2)) {
      try {
        const grace = { seconds: times.graceSeconds };
        await turns.take(() => engine.stopReplica(this.#row.id, grace, signal));
        await this.#containers.ended();
        await this.#record.save();
        await deleteReplica(database, this.#row.id);
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof EngineError)) log.warn({ err: error }, "a replica could not be stopped");
        await delay(retryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Lets go of it without touching what runs. */
  async leave(): Promise<void> {
    this.#containers.stopProbes();
    await this.#work;
    await this.#retired;
    await this.#record.save();
  }
}
