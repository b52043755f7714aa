import { PacedWork } from "#lib/paced-work";
import type { StepRow } from "#lib/store/build-work";

type Begun = Pick<StepRow, "number" | "instruction" | "firstLine">;

/** How much later a page may say that a step has begun, in milliseconds. */
const pauseMs = 200;

/**
 * Writes the steps that a build comes to, in order. The engine does not wait for that: where steps come faster than rows
 * are written, several are written at once.
 */
export class BuildSteps {
  #current: StepRow | null = null;
  readonly #changed = new Map<number, StepRow>();
  readonly #writing: PacedWork;

  constructor(write: (steps: StepRow[]) => Promise<void>) {
    this.#writing = new PacedWork(() => {
      const steps = [...this.#changed.values()];
      this.#changed.clear();
      return write(steps);
    }, pauseMs);
  }

  /** A step begins: the one before it ends. Throws what writing has failed with. */
  begin(step: Begun, now: Date): void {
    if (this.#current) this.#put({ ...this.#current, endedAt: now });
    this.#current = { ...step, cached: false, startedAt: now, endedAt: null };
    this.#put(this.#current);
  }

  /** The current step's result was there from an earlier build. Throws what writing has failed with. */
  markCached(): void {
    if (this.#current === null) return;
    this.#current = { ...this.#current, cached: true };
    this.#put(this.#current);
  }

  /** Kept once everything is written; throws what writing has failed with. */
  settled(): Promise<void> {
    return this.#writing.settled();
  }

  #put(step: StepRow): void {
    this.#changed.set(step.number, step);
    this.#writing.ask();
  }
}
