import { makeMask } from "#lib/domain/build-log";
import { type ContainerFacts, endContainer, forgiveFailures } from "#lib/domain/container-life";
import { masked } from "#lib/domain/masked";
import { findFatalProbe, isProbedReady } from "#lib/domain/probe-state";
import {
  type ContainerState,
  describeEnd,
  type Ending,
  type ProbeKind,
  type ProbeStanding,
} from "#lib/domain/replica-state";
import type { StoredContainer } from "#lib/domain/spec";
import { log } from "#lib/log";
import { database } from "#lib/store/database";
import type { Blueprint } from "#lib/store/proton-work";
import { readLogTail } from "#lib/store/run-log-work";
import type { HeldReplica } from "#lib/store/workload-work";
import { resolveEnvironment } from "./container-environment";
import { ContainerProbes, probesOf } from "./container-probes";
import { LogFollower } from "./log-follower";
import type { KeeperTools } from "./replica-keeper";
import type { ReplicaEvent, ReplicaRecord } from "./replica-record";
import { containersOf } from "./replica-request";

interface Tools extends KeeperTools {
  record: ReplicaRecord;
  restart: (name: string) => void;
  /** Ends one that runs; asking again while it ends is fine. */
  stop: (name: string) => void;
}

/** How many of the last lines of a container that ended are kept with the reason. */
const keptLines = 30;

const probeWords = { startup: "Startup", readiness: "Readiness", liveness: "Liveness" } as const;

/** Looks after the containers of a replica that the engine has: their probes, logs, ends and restarts. */
export class ReplicaContainers {
  readonly #row: HeldReplica;
  readonly #specs: Map<string, StoredContainer>;
  readonly #blueprint: Blueprint;
  readonly #tools: Tools;
  readonly #probes = new Map<string, { startedAt: number; asking: ContainerProbes }>();
  readonly #logs = new Map<string, LogFollower>();
  readonly #ending = new Set<string>();
  #mask: Promise<(line: string) => string> | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(row: HeldReplica, blueprint: Blueprint, tools: Tools) {
    this.#row = row;
    this.#blueprint = blueprint;
    this.#tools = tools;
    const containers = containersOf(blueprint, row.groupName);
    this.#specs = new Map(containers.map((container) => [container.name, container]));
  }

  /** Follows the logs, asks the probes of what runs, and starts anew what is due. */
  attend(address: string | null): void {
    void this.#follow();
    const now = this.#tools.now();
    for (const container of this.#tools.record.state.containers) {
      const settled = forgiveFailures(container, now);
      if (settled !== container) this.#tools.record.changeContainer(container.name, () => settled);
      this.#probe(settled, address);
    }
    this.#stopCondemned();
    this.#planRestarts();
  }

  async #follow(): Promise<void> {
    this.#mask ??= this.#makeMask();
    const mask = await this.#mask;
    if (this.#tools.signal.aborted) return;
    const { id, workloadId, protonId } = this.#row;
    for (const name of this.#specs.keys()) {
      if (this.#logs.has(name)) continue;
      const source = { workloadId, protonId, replicaId: id, container: name };
      const follower = new LogFollower(source, mask, this.#tools);
      this.#logs.set(name, follower);
      void follower.ended.then(() => this.#logs.delete(name));
    }
  }

  /** Of all its containers: one may print what another was given. */
  async #makeMask(): Promise<(line: string) => string> {
    const containers = [...this.#specs.values()];
    const found = await Promise.all(
      containers.map((container) =>
        resolveEnvironment(container, this.#blueprint).then(
          ({ secrets }) => secrets,
          () => [],
        ),
      ),
    );
    return makeMask(found.flat(), masked);
  }

  #probe({ name, status, startedAt, restartsAt, probes }: ContainerState, address: string | null): void {
    const container = this.#specs.get(name);
    const known = this.#probes.get(name);
    const runs = status === "running" && restartsAt === null && startedAt !== null && address !== null;
    if (known !== undefined && (!runs || known.startedAt !== startedAt.getTime())) {
      known.asking.stop();
      this.#probes.delete(name);
    }
    if (!runs || container === undefined || this.#probes.has(name)) return;
    const onChange = (kind: ProbeKind, standing: ProbeStanding) => this.#hear(container, kind, standing);
    const asking = new ContainerProbes({ container, address, startedAt, known: probes, onChange });
    this.#probes.set(name, { startedAt: startedAt.getTime(), asking });
    this.#tools.record.changeContainer(name, (one) => ({
      ...one,
      ready: isProbedReady(probesOf(container), one.probes),
    }));
  }

  #hear(container: StoredContainer, kind: ProbeKind, standing: ProbeStanding): void {
    const { name } = container;
    const before = this.#tools.record.getContainer(name);
    if (before === null) return;
    const probes = { ...before.probes, [kind]: standing };
    const fails = standing.state === "failing" && before.probes[kind]?.state !== "failing";
    const message = `${name}: ${probeWords[kind]} probe: ${standing.message ?? "failed"}`;
    const events = fails ? [this.#tell("Probe Failed", { container: name, probe: kind, message })] : [];
    const fatal = findFatalProbe(probes);
    if (fatal === null) {
      const ready = isProbedReady(probesOf(container), probes);
      this.#tools.record.changeContainer(name, (one) => ({ ...one, probes, ready }), events);
      return;
    }
    this.#probes.get(name)?.asking.stop();
    this.#tools.record.changeContainer(name, (one) => ({ ...one, probes, ready: false }), events);
    const reason = fatal === "startup" ? "StartupFailed" : "LivenessFailed";
    void this.#note(name, { reason, exitCode: null, finishedAt: this.#tools.now() });
  }

  /** Notes that a container ended, with its last words, and starts it anew in time. */
  end(name: string, { exitCode, finishedAt, outOfMemory }: ContainerFacts): void {
    this.#probes.get(name)?.asking.stop();
    this.#probes.delete(name);
    void this.#note(name, { reason: outOfMemory ? "OutOfMemory" : "Exited", exitCode, finishedAt });
  }

  async #note(name: string, end: Omit<Ending, "message">): Promise<void> {
    if (this.#ending.has(name)) return;
    this.#ending.add(name);
    try {
      const lastEnd = { ...end, message: await this.#readLastLines(name) };
      if (this.#tools.signal.aborted) return;
      const eventType = lastEnd.reason === "OutOfMemory" ? "Out Of Memory" : "Container Exited";
      const message = `${name}: ${describeEnd(lastEnd)}`;
      const { exitCode, reason } = lastEnd;
      this.#tools.record.changeContainer(name, (one) => endContainer(one, lastEnd, this.#tools.now()), [
        this.#tell(eventType, { container: name, reason, exitCode, message }),
      ]);
      this.#stopCondemned();
      this.#planRestarts();
    } finally {
      this.#ending.delete(name);
    }
  }

  async #readLastLines(name: string): Promise<string | null> {
    const { id, workloadId } = this.#row;
    const since = this.#tools.record.getContainer(name)?.startedAt ?? null;
    try {
      await this.#follow();
      await this.#logs.get(name)?.settle();
      const source = { workloadId, replicaId: id, container: name };
      const lines = await readLogTail(database, source, since, keptLines);
      return lines.length === 0 ? null : lines.join("\n");
    } catch (error) {
      log.warn({ err: error }, "the last lines of a container could not be read");
      return null;
    }
  }

  #tell(eventType: string, details: ReplicaEvent["details"]): ReplicaEvent {
    const { protonId, id } = this.#row;
    return { eventType, details: { protonId, replicaId: id, ...details } };
  }

  /** What a probe means to end does so at once, and not only when it is started anew. */
  #stopCondemned(): void {
    for (const { name, status, restartsAt } of this.#tools.record.state.containers)
      if (status === "running" && restartsAt !== null) this.#tools.stop(name);
  }

  /** One timer for the container that is due first. */
  #planRestarts(): void {
    clearTimeout(this.#timer);
    const waiting = this.#tools.record.state.containers.filter(({ restartsAt }) => restartsAt !== null);
    const next = Math.min(...waiting.map(({ restartsAt }) => restartsAt?.getTime() ?? Infinity));
    if (!Number.isFinite(next)) return;
    const wait = Math.max(0, next - this.#tools.now().getTime());
    this.#timer = setTimeout(() => this.#restartDue(), wait);
  }

  #restartDue(): void {
    if (this.#tools.signal.aborted) return;
    const now = this.#tools.now();
    for (const { name, restartsAt } of this.#tools.record.state.containers)
      if (restartsAt !== null && restartsAt <= now) this.#tools.restart(name);
  }

  stopProbes(): void {
    clearTimeout(this.#timer);
    for (const { asking } of this.#probes.values()) asking.stop();
    this.#probes.clear();
  }

  /** Kept once every log has been read to its end. */
  async ended(): Promise<void> {
    await Promise.all([...this.#logs.values()].map(({ ended }) => ended));
    await this.#tools.writer.flush();
  }
}
