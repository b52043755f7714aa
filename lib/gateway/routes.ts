import { setTimeout as delay } from "node:timers/promises";
import { type Destination, type Destinations, findDestination, isWakeable } from "#lib/domain/destinations";
import { watchWorkloads } from "#lib/store/change-feed";
import { findDestinations, wakeWorkload } from "#lib/store/destinations";
import { FreshCache } from "./fresh-cache";
import type { GatewayLimits } from "./limits";
import { Refusal } from "./refusal";

export interface Route {
  workload: Destinations;
  destination: Destination;
}

const pollMs = 50;

/** Where requests go: the ready replicas of each workload that is asked for, as the database has them. */
export class Routes {
  readonly #known = new FreshCache<Destinations | null>({
    load: findDestinations,
    renewAfter: 500,
    freshFor: 1_000,
    freshWithoutDatabase: 600_000,
    max: 10_000,
  });
  readonly #unwatch: () => void;
  readonly #waiting = new Map<string, number>();
  readonly #wokenAt = new Map<string, number>();
  #waitingInAll = 0;

  constructor(private readonly limits: GatewayLimits) {
    this.#unwatch = watchWorkloads((id) => {
      if (id === null) this.#known.outdateAll();
      else this.#known.outdate(id);
    });
  }

  /** Where a request goes, at once where that is known. Throws a `Refusal` if there is no such workload or proton. */
  find(workloadId: string, protonId: string | null): Route | Promise<Route> {
    const workload = this.#known.get(workloadId);
    if (workload instanceof Promise) return workload.then((one) => requireRoute(one, protonId));
    return requireRoute(workload, protonId);
  }

  /** Reads anew before the next request. */
  outdate(workloadId: string): void {
    this.#known.outdate(workloadId);
  }

  /** The route once a replica is ready, at once or, where the workload wakes for requests, after having waited for it. */
  async requireReady(route: Route, protonId: string | null, gone: AbortSignal | null): Promise<Route> {
    if (route.destination.replicas.length > 0) return route;
    const { workload, destination } = route;
    if (!isWakeable(workload, destination)) throw notRunning(workload);
    return this.#hold(workload.workloadId, protonId, gone);
  }

  /** Whether a request to it has to wait. */
  mustWait({ destination }: Route): boolean {
    return destination.replicas.length === 0;
  }

  stop(): void {
    this.#unwatch();
  }

  async #hold(workloadId: string, protonId: string | null, gone: AbortSignal | null): Promise<Route> {
    const waiting = this.#waiting.get(workloadId) ?? 0;
    if (waiting >= this.limits.waitingOfOne || this.#waitingInAll >= this.limits.waiting)
      throw new Refusal(503, "The workload is waking, and too many requests wait for it already", 5);
    this.#count(workloadId, 1);
    try {
      return await this.#waitUntilReady(workloadId, protonId, gone);
    } finally {
      this.#count(workloadId, -1);
    }
  }

  async #waitUntilReady(
    workloadId: string,
    protonId: string | null,
    gone: AbortSignal | null,
  ): Promise<Route> {
    const until = performance.now() + this.limits.wake;
    while (performance.now() < until) {
      await this.#wake(workloadId);
      await delay(pollMs, undefined, gone === null ? {} : { signal: gone });
      const route = await this.find(workloadId, protonId);
      if (!this.mustWait(route)) return route;
      if (!isWakeable(route.workload, route.destination)) throw notRunning(route.workload);
    }
    const seconds = Math.round(this.limits.wake / 1000);
    throw new Refusal(504, `The workload did not wake within ${seconds} s`, 10);
  }

  async #wake(workloadId: string): Promise<void> {
    const now = performance.now();
    if (now - (this.#wokenAt.get(workloadId) ?? Number.NEGATIVE_INFINITY) < 1_000) return;
    this.#wokenAt.set(workloadId, now);
    await wakeWorkload(workloadId);
  }

  #count(workloadId: string, step: number): void {
    const waiting = (this.#waiting.get(workloadId) ?? 0) + step;
    this.#waitingInAll += step;
    if (waiting > 0) this.#waiting.set(workloadId, waiting);
    else {
      this.#waiting.delete(workloadId);
      this.#wokenAt.delete(workloadId);
    }
  }
}

function requireRoute(workload: Destinations | null, protonId: string | null): Route {
  if (workload === null) throw new Refusal(404, "Workload not found");
  const destination = findDestination(workload, protonId);
  if (destination !== null) return { workload, destination };
  if (protonId !== null) throw new Refusal(404, "Proton not found");
  throw notRunning(workload);
}

/** Why nothing takes the request, in the words of the workload's status. */
function notRunning({ goal, status, statusReason }: Destinations): Refusal {
  if (goal === "stopped") return new Refusal(503, `The workload is ${status}. Start it first.`, 30);
  const state = status === "running" ? "running, but no replica of it is ready" : status;
  return new Refusal(503, `The workload is ${state}${statusReason ? `: ${statusReason}` : ""}`, 2);
}
