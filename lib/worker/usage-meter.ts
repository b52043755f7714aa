import type { ContainerUsage } from "#lib/engines/replicas";
import { log } from "#lib/log";
import { database } from "#lib/store/database";
import { insertSamples } from "#lib/store/load-work";
import type { HeldReplica } from "#lib/store/workload-work";
import type { ControlTools } from "./control-tools";
import { Turns } from "./turns";

interface Reading {
  at: number;
  /** CPU seconds by container. */
  seconds: Map<string, number>;
}

type MeterTools = Pick<ControlTools, "engine" | "now"> & { signal: AbortSignal };

/** A question that takes longer is not worth waiting for. */
const longestMs = 5_000;

/** Measures what replicas use, and keeps the samples. */
export class UsageMeter {
  readonly #tools: MeterTools;
  readonly #turns = new Turns(4);
  #readings = new Map<string, Reading>();
  /** Of the last measurement, by replica. */
  readonly cpus = new Map<string, number>();

  constructor(tools: MeterTools) {
    this.#tools = tools;
  }

  /** What the replicas used since they were measured before; the first time tells nothing. */
  async measure(replicas: readonly HeldReplica[]): Promise<void> {
    const measured = await Promise.all(
      replicas.map((replica) => this.#turns.take(() => this.#measureOne(replica))),
    );
    const there = new Set(replicas.map(({ id }) => id));
    this.#readings = new Map([...this.#readings].filter(([id]) => there.has(id)));
    for (const id of this.cpus.keys()) if (!there.has(id)) this.cpus.delete(id);
    const samples = measured.flatMap((sample) => (sample === null ? [] : [sample]));
    if (samples.length > 0) await insertSamples(database, samples);
  }

  async #measureOne({ id, workloadId, protonId }: HeldReplica) {
    const { engine, now, signal } = this.#tools;
    try {
      const usage = await engine.readUsage(id, AbortSignal.any([signal, AbortSignal.timeout(longestMs)]));
      const reading = readSeconds(usage);
      const before = this.#readings.get(id);
      this.#readings.set(id, reading);
      if (before === undefined || usage.length === 0) return null;
      const cpus = spentSince(before, reading);
      this.cpus.set(id, cpus);
      const memoryBytes = usage.reduce((sum, one) => sum + one.memoryBytes, 0);
      return { replicaId: id, workloadId, protonId, time: now(), cpus, memoryBytes };
    } catch (error) {
      if (!signal.aborted) log.debug({ err: error, replicaId: id }, "a replica could not be measured");
      return null;
    }
  }
}

const readSeconds = (usage: readonly ContainerUsage[]): Reading => ({
  at: performance.now(),
  seconds: new Map(usage.map(({ name, cpuSeconds }) => [name, cpuSeconds])),
});

/** CPUs that were busy on average. One that was started anew counts from nothing. */
function spentSince(before: Reading, reading: Reading): number {
  let spent = 0;
  for (const [name, seconds] of reading.seconds) {
    const earlier = before.seconds.get(name) ?? 0;
    spent += seconds >= earlier ? seconds - earlier : seconds;
  }
  return spent / Math.max(0.001, (reading.at - before.at) / 1000);
}
