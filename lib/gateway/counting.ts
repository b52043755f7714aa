import type { Destinations } from "#lib/domain/destinations";
import { countRequest, emptyCounts, mergeCounts, type ProtonLoad } from "#lib/domain/request-stats";
import { log } from "#lib/log";
import { database } from "#lib/store/database";
import {
  addRequestStats,
  type CountedMinute,
  forgetGatewayLoads,
  writeGatewayLoads,
} from "#lib/store/request-stats";

/** What is under way is said again this often, though nothing changed. */
const repeatMs = 2_500;
const minuteMs = 60_000;

interface Load extends ProtonLoad {
  /** What was last written, and when. */
  written: { inFlight: number; lastRequestAt: number; at: number };
}

/** A request under way. */
export interface Counted {
  /** Counts it, the first time that this is called: with the status that its client got and how long that took. */
  count(status: number, milliseconds: number): void;
  /** It is under way no more. */
  end(): void;
}

/** Counts requests, and writes the counts whenever it is flushed. */
export class Counting {
  #counts = new Map<string, CountedMinute>();
  readonly #loads = new Map<string, Load>();
  #flushed = 0;

  constructor(private readonly gatewayId: string) {}

  /** Counts a request to a proton as under way, from now until it ends. */
  begin({ workloadId, statsSince }: Destinations, protonId: string): Counted {
    const load = this.#loadOf(workloadId, protonId);
    load.inFlight += 1;
    load.lastRequestAt = new Date();
    this.#seeBusy(load, statsSince);
    let counted = false;
    return {
      count: (status, milliseconds) => {
        if (!counted) countRequest(this.#seeBusy(load, statsSince), status, milliseconds);
        counted = true;
      },
      end: () => {
        load.inFlight -= 1;
      },
    };
  }

  /** Writes what is counted, and that nothing is under way any more. */
  async stop(): Promise<void> {
    for (const load of this.#loads.values()) load.inFlight = 0;
    await this.flush();
  }

  async flush(): Promise<void> {
    try {
      await this.#flushCounts();
      await this.#flushLoads();
    } catch (error) {
      log.warn({ err: error }, "request statistics wait to be written");
    }
    if (this.#flushed % 60 === 0) await forgetGatewayLoads(database).catch(() => undefined);
    this.#flushed += 1;
  }

  async #flushCounts(): Promise<void> {
    const counted = this.#counts;
    if (counted.size === 0) return;
    this.#counts = new Map();
    try {
      await addRequestStats(database, this.gatewayId, [...counted.values()]);
    } catch (error) {
      this.#takeBack(counted);
      throw error;
    }
  }

  /** What could not be written is written with what was counted since. */
  #takeBack(counted: ReadonlyMap<string, CountedMinute>): void {
    for (const [key, old] of counted) {
      const since = this.#counts.get(key);
      this.#counts.set(key, since ? { ...old, ...mergeCounts([old, since]) } : old);
    }
  }

  async #flushLoads(): Promise<void> {
    const now = performance.now();
    const news = [...this.#loads.values()].filter(({ inFlight, lastRequestAt, written }) => {
      if (inFlight !== written.inFlight || lastRequestAt.getTime() !== written.lastRequestAt) return true;
      return inFlight > 0 && now - written.at >= repeatMs;
    });
    if (news.length > 0) {
      const said = news.map(({ written: _, ...load }) => ({ ...load }));
      await writeGatewayLoads(database, this.gatewayId, said);
      for (const [at, load] of news.entries()) {
        const { inFlight = 0, lastRequestAt } = said[at] ?? {};
        load.written = { inFlight, lastRequestAt: lastRequestAt?.getTime() ?? 0, at: now };
      }
    }
    for (const [protonId, { inFlight, written }] of this.#loads)
      if (inFlight === 0 && written.inFlight === 0 && now - written.at > minuteMs)
        this.#loads.delete(protonId);
  }

  #loadOf(workloadId: string, protonId: string): Load {
    const known = this.#loads.get(protonId);
    if (known) return known;
    const written = { inFlight: 0, lastRequestAt: 0, at: performance.now() };
    const load: Load = { workloadId, protonId, inFlight: 0, lastRequestAt: new Date(0), written };
    this.#loads.set(protonId, load);
    return load;
  }

  #seeBusy({ workloadId, protonId, inFlight }: Load, statsSince: number): CountedMinute {
    const counts = this.#countsOf(workloadId, protonId, statsSince);
    if (inFlight > counts.concurrent) counts.concurrent = inFlight;
    return counts;
  }

  #countsOf(workloadId: string, protonId: string, statsSince: number): CountedMinute {
    const minute = Math.floor(Date.now() / minuteMs) * minuteMs;
    const key = `${protonId} ${minute} ${statsSince}`;
    const known = this.#counts.get(key);
    if (known) return known;
    const counted = { workloadId, protonId, minute: new Date(minute), statsSince, ...emptyCounts() };
    this.#counts.set(key, counted);
    return counted;
  }
}
