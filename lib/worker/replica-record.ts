import { isReplicaReady, settleConditions } from "#lib/domain/replica-conditions";
import type { ContainerState, ReplicaState } from "#lib/domain/replica-state";
import { log } from "#lib/log";
import { database, inTransaction } from "#lib/store/database";
import { saveReplica } from "#lib/store/replica-work";
import { insertEvent, type NewEvent } from "#lib/store/workload-events";
import type { HeldReplica } from "#lib/store/workload-work";
import type { ControlTools } from "./control-tools";

export type ReplicaEvent = Pick<NewEvent, "eventType" | "details">;

/** What is known of a replica, in memory and in the database: a change and what it tells of are stored together. */
export class ReplicaRecord {
  readonly #row: HeldReplica;
  readonly #tools: ControlTools;
  #state: ReplicaState;
  #address: string | null;
  #events: ReplicaEvent[] = [];
  #stored: string;
  #saving: Promise<void> | null = null;

  constructor(row: HeldReplica, tools: ControlTools) {
    this.#row = row;
    this.#tools = tools;
    this.#state = row.state;
    this.#address = row.address;
    this.#stored = this.#describe();
  }

  get state(): ReplicaState {
    return this.#state;
  }

  get address(): string | null {
    return this.#address;
  }

  getContainer(name: string): ContainerState | null {
    return this.#state.containers.find((container) => container.name === name) ?? null;
  }

  change(
    change: Partial<ReplicaState>,
    { events = [], address = this.#address }: { events?: ReplicaEvent[]; address?: string | null } = {},
  ): void {
    this.#state = settleConditions(
      { ...this.#state, ...change },
      this.#tools.times.readyMs,
      this.#tools.now(),
    );
    this.#address = address;
    this.#events.push(...events);
    void this.save();
  }

  changeContainer(
    name: string,
    change: (container: ContainerState) => ContainerState,
    events: ReplicaEvent[] = [],
  ): void {
    const containers = this.#state.containers.map((one) => (one.name === name ? change(one) : one));
    this.change({ containers }, { events });
  }

  /** Stores what is not stored yet. What could not be is tried again with the next change or look. */
  save(): Promise<void> {
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  }

  async #saveAll(): Promise<void> {
    // Changes that come one after the other in the same moment are one.
    await Promise.resolve();
    while (this.#describe() !== this.#stored || this.#events.length > 0) {
      const described = this.#describe();
      const events = [...this.#events];
      try {
        await this.#write(events);
      } catch (error) {
        log.warn({ err: error, replicaId: this.#row.id }, "the state of a replica could not be stored");
        return;
      }
      this.#stored = described;
      this.#events = this.#events.slice(events.length);
    }
  }

  async #write(events: readonly ReplicaEvent[]): Promise<void> {
    const now = this.#tools.now();
    const known = { state: this.#state, ready: this.#isReady(), address: this.#address };
    const { id, workloadId } = this.#row;
    if (events.length === 0) {
      await saveReplica(database, id, known, now);
      return;
    }
    await inTransaction(async (db) => {
      if (!(await saveReplica(db, id, known, now))) return;
      for (const event of events) await insertEvent(db, { ...event, workloadId, actorId: null }, now);
    });
  }

  #isReady(): boolean {
    return this.#address !== null && isReplicaReady(this.#state);
  }

  #describe(): string {
    return JSON.stringify([this.#state, this.#address]);
  }
}
