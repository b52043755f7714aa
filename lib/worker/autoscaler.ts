import { decideCount, type Measures, type Scale, type Wish, wantedCount } from "#lib/domain/autoscaling";
import { readScalingMetric } from "#lib/domain/prometheus";
import type { Autoscaling, GroupRuntime } from "#lib/domain/runtime";
import { database, inTransaction } from "#lib/store/database";
import { readLoad } from "#lib/store/load-work";
import type { Blueprint } from "#lib/store/proton-work";
import { insertEvent } from "#lib/store/workload-events";
import {
  type ControlledWorkload,
  type HeldReplica,
  type LivingProton,
  setScale,
} from "#lib/store/workload-work";
import type { ControlTools } from "./control-tools";
import { readMetrics } from "./read-metrics";
import { containersOf, limitsOf } from "./replica-request";

interface Sources {
  /** CPUs in use, by replica. */
  cpus: ReadonlyMap<string, number>;
  findBlueprint: (protonId: string) => Promise<Blueprint | null>;
}

type ScalingGroup = GroupRuntime & { autoscaling: Autoscaling };

/** Decides how many replicas the groups have that scale by themselves. */
export class Autoscaler {
  readonly #tools: ControlTools;
  readonly #sources: Sources;
  /** By proton and group: what was wished lately. */
  readonly #wishes = new Map<string, readonly Wish[]>();
  readonly #decidedAt = new Map<string, number>();

  constructor(tools: ControlTools, sources: Sources) {
    this.#tools = tools;
    this.#sources = sources;
  }

  /** True: a count has changed. */
  async scale(workload: ControlledWorkload): Promise<boolean> {
    if (workload.goal !== "running" || workload.deletedAt !== null) return false;
    let changed = false;
    for (const proton of workload.protons) {
      if (proton.goal !== "run") continue;
      const groups = proton.runtime.containerGroups.flatMap(({ autoscaling, ...group }) =>
        autoscaling === null ? [] : [{ ...group, autoscaling }],
      );
      const begun = groups.every(({ name }) => proton.scale[name] !== undefined);
      if (!begun) changed = (await this.#begin(workload, proton, groups)) || changed;
      else if (proton.role !== "active" || groups.length === 0 || !this.#isDue(workload, proton)) continue;
      else for (const group of groups) changed = (await this.#scaleGroup(workload, proton, group)) || changed;
    }
    return changed;
  }

  /** Keeps in mind only protons that are there. */
  forget(isThere: (protonId: string) => boolean): void {
    for (const key of this.#wishes.keys()) if (!isThere(key.split(" ")[0] ?? "")) this.#wishes.delete(key);
    for (const id of this.#decidedAt.keys()) if (!isThere(id)) this.#decidedAt.delete(id);
  }

  /** A candidate begins with as many as there are of what it is to replace; another counts from when it first runs. */
  async #begin(
    { activeProtonId, protons }: ControlledWorkload,
    proton: LivingProton,
    groups: readonly ScalingGroup[],
  ): Promise<boolean> {
    if (proton.role === "active" && proton.runningSince === null) return false;
    const now = this.#tools.now();
    const active = protons.find(({ id }) => id === activeProtonId);
    const counts = groups.map((group) => {
      const before = proton.scale[group.name] ?? active?.scale[group.name];
      const count = before === undefined ? wantedCount(group, proton.scale) : Math.max(1, before.count);
      return [group.name, { count, since: now }];
    });
    await setScale(database, proton.id, Object.fromEntries(counts), now);
    return true;
  }

  /** Whoever waits for a workload to wake does not wait for the next time. */
  #isDue({ wokenAt }: ControlledWorkload, { id, scale }: LivingProton): boolean {
    const asleep = Object.values(scale).some(
      ({ count, since }) => count === 0 && wokenAt !== null && wokenAt > since,
    );
    const now = performance.now();
    if (!asleep && now - (this.#decidedAt.get(id) ?? Number.NEGATIVE_INFINITY) < this.#tools.times.scaleMs)
      return false;
    this.#decidedAt.set(id, now);
    return true;
  }

  async #scaleGroup(
    workload: ControlledWorkload,
    proton: LivingProton,
    group: ScalingGroup,
  ): Promise<boolean> {
    const { times } = this.#tools;
    const now = this.#tools.now();
    const key = `${proton.id} ${group.name}`;
    const since = proton.scale[group.name]?.since ?? proton.createdAt;
    const current = { count: wantedCount(group, proton.scale), since };
    const replicas = workload.replicas.filter(
      ({ protonId, groupName, goal }) => protonId === proton.id && groupName === group.name && goal === "run",
    );
    const measures = await this.#measure(workload, proton, group, replicas);
    const wishes = this.#wishes.get(key) ?? [];
    const decision = decideCount(group.autoscaling, current, { measures, wishes, times, now });
    this.#wishes.set(key, decision.wishes);
    if (decision.count === current.count) return false;
    const scale = { ...proton.scale, [group.name]: { count: decision.count, since: now } };
    await saveScale(
      workload,
      proton,
      scale,
      { group: group.name, from: current.count, to: decision.count },
      now,
    );
    return true;
  }

  async #measure(
    { wokenAt }: ControlledWorkload,
    { id }: LivingProton,
    group: ScalingGroup,
    replicas: readonly HeldReplica[],
  ): Promise<Measures> {
    const now = this.#tools.now();
    const fresh = new Date(now.getTime() - this.#tools.times.freshMs);
    const load = await readLoad(database, id, fresh);
    const metrics: Record<string, number> = {
      httpRequestsConcurrency: load.inFlight / Math.max(1, replicas.length),
    };
    const cpu = await this.#measureCpu(id, group, replicas);
    if (cpu !== null) metrics.cpuAverageUtilization = cpu;
    const others = group.autoscaling.policies
      .map(({ scalingMetric }) => scalingMetric)
      .filter((name) => name !== "httpRequestsConcurrency" && name !== "cpuAverageUtilization");
    if (others.length > 0) Object.assign(metrics, await measureOthers(replicas, others));
    return { metrics, lastRequestAt: load.inFlight > 0 ? now : load.lastRequestAt, wokenAt };
  }

  /** Percent of what the containers may use, on average. */
  async #measureCpu(protonId: string, group: ScalingGroup, replicas: readonly HeldReplica[]) {
    const used = replicas.flatMap(({ id }) => this.#sources.cpus.get(id) ?? []);
    const blueprint = await this.#sources.findBlueprint(protonId);
    if (used.length === 0 || blueprint === null) return null;
    const allowed = containersOf(blueprint, group.name)
      .map((container) => limitsOf(container, group, this.#tools.limits).cpus)
      .reduce((sum, cpus) => sum + cpus, 0);
    return (100 * used.reduce((sum, cpus) => sum + cpus, 0)) / used.length / allowed;
  }
}

/** What the primaries tell of themselves, on average. */
async function measureOthers(replicas: readonly HeldReplica[], names: readonly string[]) {
  const addresses = replicas.flatMap(({ ready, address }) => (ready && address !== null ? [address] : []));
  const texts = await Promise.all(addresses.map((address) => readMetrics(address)));
  return Object.fromEntries(
    names.flatMap((name) => {
      const values = texts.flatMap((text) => (text === null ? [] : (readScalingMetric(text, name) ?? [])));
      if (values.length === 0) return [];
      return [[name, values.reduce((sum, value) => sum + value, 0) / values.length]];
    }),
  );
}

async function saveScale(
  { id: workloadId }: ControlledWorkload,
  { id: protonId }: LivingProton,
  scale: Scale,
  change: { group: string; from: number; to: number },
  now: Date,
): Promise<void> {
  await inTransaction(async (db) => {
    await setScale(db, protonId, scale, now);
    const message = `${change.group}: from ${change.from} to ${change.to} replicas`;
    const details = { protonId, ...change, message };
    await insertEvent(db, { workloadId, eventType: "Scaled", actorId: null, details }, now);
  });
}
