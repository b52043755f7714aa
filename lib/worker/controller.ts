import { setMaxListeners } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { EngineError } from "#lib/engines/engine";
import { log } from "#lib/log";
import { watchWorkloads } from "#lib/store/change-feed";
import { database } from "#lib/store/database";
import { type Blueprint, findBlueprint } from "#lib/store/proton-work";
import { type ControlledWorkload, type HeldReplica, listControlled } from "#lib/store/workload-work";
import { Autoscaler } from "./autoscaler";
import type { ControlTools } from "./control-tools";
import { removeOrphans } from "./orphans";
import { reconcileWorkload } from "./reconcile-workload";
import { type KeeperTools, ReplicaKeeper, type Snapshot } from "./replica-keeper";
import { RunLogWriter } from "./run-log-writer";
import { expireDrafts, pruneRuns } from "./run-upkeep";
import { Turns } from "./turns";
import { UsageMeter } from "./usage-meter";

/** What of the engine's work goes on at once: more only makes each slower. */
const atOnce = 8;
/** Wishes that come together are looked at together. */
const gatherMs = 20;
const longestListMs = 10_000;
const pruneMs = 10 * 60_000;

/** Does something over and over; what fails is tried again the next time. */
async function repeat(milliseconds: number, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await delay(milliseconds, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    await act().catch((error: unknown) => log.warn({ err: error }, "upkeep of workloads failed"));
  }
}

/** Keeps all workloads as they are to be, for as long as this process has control. */
export class Controller {
  readonly #tools: KeeperTools;
  readonly #keepers = new Map<string, { keeper: Promise<ReplicaKeeper | null>; workloadId: string }>();
  readonly #blueprints = new Map<string, Promise<Blueprint | null>>();
  /** Workloads that have news; with `#all`, any may. */
  readonly #news = new Set<string>();
  readonly #busy = new Map<string, Promise<void>>();
  #all = true;
  #snapshot: Snapshot | null = null;
  #measurable: readonly HeldReplica[] = [];
  #away: string | null = null;
  #stale = true;
  /** What the engine had without a row, at the last look. */
  #strangers = new Set<string>();
  /** Workloads that were removed: what of them still comes true is removed as well. */
  readonly #removed = new Set<string>();
  readonly #meter: UsageMeter;
  readonly #autoscaler: Autoscaler;
  readonly #regularly: Promise<void>[] = [];
  #wake: () => void = () => undefined;

  constructor(tools: ControlTools, signal: AbortSignal) {
    // Every replica waits for it in several places.
    setMaxListeners(0, signal);
    const look = () => this.#look();
    this.#tools = { ...tools, signal, look, writer: new RunLogWriter(), turns: new Turns(atOnce) };
    this.#meter = new UsageMeter(this.#tools);
    const findBlueprint = (protonId: string) => this.#findBlueprint(protonId);
    this.#autoscaler = new Autoscaler(tools, { cpus: this.#meter.cpus, findBlueprint });
  }

  /** Resolves when control is lost or given up, and nothing is under way any more. Containers go on. */
  async run(): Promise<void> {
    const { signal, times } = this.#tools;
    const stopWatching = watchWorkloads((id) => this.#hear(id));
    this.#regularly.push(
      this.#watchEngine(),
      repeat(times.usageMs, signal, () => this.#meter.measure(this.#measurable)),
      repeat(pruneMs, signal, () => pruneRuns(this.#tools.now())),
    );
    for (let next = 0; !signal.aborted; ) {
      if (performance.now() >= next) {
        this.#all = true;
        next = performance.now() + times.roundMs;
      }
      await this.#round().catch((error: unknown) => {
        if (!signal.aborted) log.warn({ err: error }, "workloads could not be looked after");
      });
      await this.#waitUntil(next);
    }
    stopWatching();
    await Promise.allSettled([...this.#regularly, ...this.#busy.values()]);
    await Promise.all([...this.#keepers.values()].map(({ keeper }) => keeper.then((one) => one?.leave())));
    await this.#tools.writer.flush();
  }

  #hear(id: string | null): void {
    if (id === null) this.#all = true;
    else this.#news.add(id);
    this.#wake();
  }

  #look(): void {
    this.#stale = true;
    this.#wake();
  }

  async #waitUntil(next: number): Promise<void> {
    const { signal } = this.#tools;
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    if (!this.#stale && this.#news.size === 0) {
      const stopping = new AbortController();
      const late = delay(Math.max(0, next - performance.now()), undefined, {
        signal: AbortSignal.any([signal, stopping.signal]),
      });
      await Promise.race([woken, late]).catch(() => undefined);
      stopping.abort();
      late.catch(() => undefined);
    }
    await delay(gatherMs, undefined, { signal }).catch(() => undefined);
  }

  async #watchEngine(): Promise<void> {
    const { engine, signal, times } = this.#tools;
    while (!signal.aborted) {
      await engine
        .watchReplicas((replicaId) => {
          const workloadId = this.#keepers.get(replicaId)?.workloadId;
          if (workloadId !== undefined) this.#news.add(workloadId);
          this.#look();
        }, signal)
        .catch(() => undefined);
      await delay(times.roundMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #round(): Promise<void> {
    const whole = this.#all;
    // What is being worked on changes while it is read: it is looked at again afterwards.
    const busy = new Set(this.#busy.keys());
    const ids = whole ? null : [...this.#news].filter((id) => !busy.has(id));
    if (whole || this.#stale) await this.#listReplicas();
    if (ids?.length === 0) return;
    this.#all = false;
    for (const id of ids ?? [...this.#news]) if (!busy.has(id)) this.#news.delete(id);
    const workloads = await listControlled(database, ids);
    for (const workload of workloads) if (!busy.has(workload.id)) this.#begin(workload);
    if (!whole) return;
    this.#measurable = workloads.flatMap(({ replicas }) =>
      replicas.filter(({ state, goal }) => state.phase === "started" && goal !== "stop"),
    );
    this.#tidy(workloads);
    await expireDrafts(this.#tools.now());
  }

  async #listReplicas(): Promise<void> {
    const { engine, signal } = this.#tools;
    this.#stale = false;
    const takenAt = performance.now();
    try {
      const found = await engine.listReplicas(AbortSignal.any([signal, AbortSignal.timeout(longestListMs)]));
      this.#snapshot = { takenAt, replicas: new Map(found.map((one) => [one.replicaId, one])) };
      this.#away = null;
    } catch (error) {
      this.#snapshot = null;
      this.#away = error instanceof EngineError ? error.message : "It does not answer in time";
    }
  }

  #begin(workload: ControlledWorkload): void {
    const { id } = workload;
    const work = reconcileWorkload(workload, {
      ...this.#tools,
      keep: (replica) => this.#keep(replica),
      scale: (one) => this.#autoscaler.scale(one),
      forget: (workloadId) => this.#removed.add(workloadId),
    }).then(
      (again) => {
        if (again) this.#hear(id);
      },
      (error: unknown) => {
        if (this.#tools.signal.aborted || error instanceof EngineError) return;
        log.error({ err: error, workloadId: id }, "a workload could not be looked after");
      },
    );
    this.#busy.set(
      id,
      work.finally(() => {
        this.#busy.delete(id);
        if (this.#news.has(id)) this.#wake();
      }),
    );
  }

  #keep(replica: HeldReplica): void {
    const { id, workloadId, goal } = replica;
    const known = this.#keepers.get(id) ?? { keeper: this.#makeKeeper(replica), workloadId };
    this.#keepers.set(id, known);
    void known.keeper.then((keeper) => {
      if (keeper === null) return;
      if (goal === "stop") void keeper.retire().then(() => this.#keepers.delete(id));
      else if (this.#snapshot !== null) keeper.observe(this.#snapshot);
      else keeper.tellAway(this.#away ?? "it is not there");
    });
  }

  async #makeKeeper(replica: HeldReplica): Promise<ReplicaKeeper | null> {
    const { id, protonId } = replica;
    try {
      const blueprint = await this.#findBlueprint(protonId);
      if (blueprint !== null) return new ReplicaKeeper(replica, blueprint, this.#tools);
    } catch (error) {
      log.error({ err: error, protonId }, "a proton could not be read");
    }
    this.#keepers.delete(id);
    return null;
  }

  #findBlueprint(protonId: string): Promise<Blueprint | null> {
    const known = this.#blueprints.get(protonId);
    if (known !== undefined) return known;
    const reading = findBlueprint(database, protonId);
    this.#blueprints.set(protonId, reading);
    reading.catch(() => this.#blueprints.delete(protonId));
    return reading;
  }

  /** Forgets what is gone, and removes from the engine what nobody wants. */
  #tidy(workloads: readonly ControlledWorkload[]): void {
    const protons = new Set(workloads.flatMap((one) => one.protons.map(({ id }) => id)));
    for (const id of this.#blueprints.keys()) if (!protons.has(id)) this.#blueprints.delete(id);
    this.#autoscaler.forget((id) => protons.has(id));
    if (this.#snapshot === null) return;
    const known = new Set(workloads.flatMap((one) => one.replicas.map(({ id }) => id)));
    const strangers = [...this.#snapshot.replicas.values()].filter(
      ({ replicaId }) => !known.has(replicaId) && !this.#keepers.has(replicaId),
    );
    // What was stopped a moment ago may still be in what the engine told before.
    const again = strangers.filter(({ replicaId }) => this.#strangers.has(replicaId));
    this.#strangers = new Set(strangers.map(({ replicaId }) => replicaId));
    if (again.length > 0) void removeOrphans(again, (id) => this.#removed.has(id), this.#tools);
  }
}
