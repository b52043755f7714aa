import { setTimeout as delay } from "node:timers/promises";
import { rankOfSeverity } from "#lib/domain/log-records";
import { describeSkipped, guessSeverity, LineBudget } from "#lib/domain/run-log";
import { type Engine, EngineError } from "#lib/engines/engine";
import type { ContainerLogLine } from "#lib/engines/replicas";
import { log } from "#lib/log";
import { database } from "#lib/store/database";
import { findLogPosition } from "#lib/store/run-log-work";
import type { RunLogWriter } from "./run-log-writer";

/** A container that writes more than this is not worth reading line by line. */
const budget = { perSecond: 1_000, burst: 5_000 };
const retryMs = 1_000;
/** Whoever wants the last lines of a container that has ended waits for no further one this long. */
const quietMs = 100;
const longestQuietMs = 500;

interface FollowedContainer {
  workloadId: string;
  protonId: string;
  replicaId: string;
  container: string;
}

/** Writes down what a container prints, until it is gone. */
export class LogFollower {
  readonly #source: FollowedContainer;
  readonly #writer: RunLogWriter;
  readonly #mask: (line: string) => string;
  readonly #budget = new LineBudget(budget);
  /** The time of the last line, in milliseconds, and how many had it. */
  #last: { time: number; lines: number } | null = null;
  #heardAt = 0;
  /** Kept once the container is gone, or nobody follows any more. */
  readonly ended: Promise<void>;

  constructor(
    source: FollowedContainer,
    mask: (line: string) => string,
    { engine, writer, signal }: { engine: Engine; writer: RunLogWriter; signal: AbortSignal },
  ) {
    this.#source = source;
    this.#writer = writer;
    this.#mask = mask;
    this.ended = this.#follow(engine, signal);
  }

  /** Resolves once what it has printed until now is likely to be stored. */
  async settle(): Promise<void> {
    const patience = Date.now() + longestQuietMs;
    const isQuiet = () => this.#heardAt > 0 && Date.now() - this.#heardAt >= quietMs;
    do await delay(quietMs);
    while (!isQuiet() && Date.now() < patience);
    await this.#writer.flush();
  }

  async #follow(engine: Engine, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const { replicaId, container } = this.#source;
        this.#last ??= await this.#findLast();
        // What has exactly the time of the last line comes again.
        const repeated = { ...(this.#last ?? { time: 0, lines: 0 }) };
        const since = this.#last === null ? null : new Date(this.#last.time);
        const onLine = (line: ContainerLogLine) => this.#hear(line, repeated);
        return await engine.followContainerLog({ replicaId, container, since, onLine }, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof EngineError && error.kind === "not_found") return;
        if (!(error instanceof EngineError))
          log.warn({ err: error }, "a container's log could not be followed");
        await delay(retryMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #findLast() {
    const { protonId: _, ...source } = this.#source;
    const position = await findLogPosition(database, source);
    return position && { time: position.time.getTime(), lines: position.lines };
  }

  #hear(
    { timestamp, text }: ContainerLogLine,
    repeated: { time: number; lines: number },
  ): void | Promise<void> {
    const time = timestamp.getTime();
    if (time < repeated.time) return;
    if (time === repeated.time && repeated.lines > 0) {
      repeated.lines -= 1;
      return;
    }
    this.#heardAt = Date.now();
    this.#last = { time, lines: this.#last?.time === time ? this.#last.lines + 1 : 1 };
    const taken = this.#budget.take(this.#heardAt);
    if (!taken.keep) return;
    if (taken.skipped > 0)
      void this.#write(timestamp, describeSkipped(taken.skipped), rankOfSeverity("warning"));
    return this.#write(timestamp, this.#mask(text.replaceAll("\0", "\uFFFD")));
  }

  #write(time: Date, message: string, level = rankOfSeverity(guessSeverity(message))): void | Promise<void> {
    return this.#writer.add({ ...this.#source, time, level, message });
  }
}
