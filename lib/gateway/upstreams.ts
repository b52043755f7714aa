import type { ReadyReplica } from "#lib/domain/destinations";
import { Connection } from "./connection";
import type { GatewayLimits } from "./limits";

const unusedMs = 10_000;
/** How exactly the limits of time are kept. One timer looks at all connections: one for each request costs more. */
const checkMs = 100;

/** The connections to one replica. */
export class Upstream {
  /** Requests and tunnels under way through this gateway. */
  underWay = 0;
  usedAt = performance.now();
  readonly place: { host: string; port: number };
  readonly #connections = new Set<Connection>();
  /** Those without a request, the one that rests the shortest last. */
  readonly #resting: Connection[] = [];

  constructor(
    readonly address: string,
    private readonly limits: GatewayLimits,
  ) {
    const { hostname, port } = new URL(`http://${address}`);
    this.place = { host: hostname.replace(/^\[|\]$/g, ""), port: Number(port) };
  }

  /** One that rests, or a new one. */
  connect(): Connection {
    const resting = this.#resting.pop();
    if (resting !== undefined) return resting;
    const connection = new Connection(this.place, this.limits, this.#onEnded);
    this.#connections.add(connection);
    return connection;
  }

  get isUsed(): boolean {
    return this.underWay > 0 || this.#connections.size > 0;
  }

  check(now: number): void {
    for (const connection of this.#connections) connection.check(now);
  }

  close(): void {
    for (const connection of this.#connections) connection.destroy();
  }

  readonly #onEnded = (connection: Connection, rests: boolean): void => {
    if (rests) {
      this.#resting.push(connection);
      return;
    }
    this.#connections.delete(connection);
    const place = this.#resting.indexOf(connection);
    if (place >= 0) this.#resting.splice(place, 1);
  };
}

/** The connections to replicas, by address. */
export class Upstreams {
  readonly #known = new Map<string, Upstream>();
  readonly #timer: NodeJS.Timeout;

  constructor(private readonly limits: GatewayLimits) {
    this.#timer = setInterval(() => this.#check(), checkMs).unref();
  }

  underWay = ({ address }: ReadyReplica): number => this.#known.get(address)?.underWay ?? 0;

  open({ address }: ReadyReplica): Upstream {
    const known = this.#known.get(address);
    if (known) return known;
    const upstream = new Upstream(address, this.limits);
    this.#known.set(address, upstream);
    return upstream;
  }

  stop(): void {
    clearInterval(this.#timer);
    for (const upstream of this.#known.values()) upstream.close();
  }

  #check(): void {
    const now = performance.now();
    for (const [address, upstream] of this.#known) {
      upstream.check(now);
      if (!upstream.isUsed && now - upstream.usedAt > unusedMs) this.#known.delete(address);
    }
  }
}
