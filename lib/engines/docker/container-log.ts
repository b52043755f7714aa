import type Docker from "dockerode";
import { EngineError } from "#lib/engines/engine";
import type { ContainerLogLine, LogTarget } from "#lib/engines/replicas";
import { callEngine, toEngineError } from "./connection";
import { openEvents } from "./events";
import { type LogFrame, readLogFrames } from "./log-frames";
import { findContainer, getContainer } from "./replica-containers";

/** The engine ends a log with the process that wrote it; this goes on with the next one of the same container. */
export async function followContainerLog(
  docker: Docker,
  target: LogTarget,
  signal: AbortSignal,
): Promise<void> {
  const { id } = await getContainer(docker, target.replicaId, target.container, signal);
  const reader = new LogReader(docker, id, target);
  do await reader.readToEnd(signal);
  while (await waitForRestart(docker, id, signal));
}

class LogReader {
  /** When the latest line was written, and how many were at that very time. */
  private latest = { at: "", count: 0 };
  /** What the caller's own listener failed with, which is nobody's to translate. */
  private callerFailure: { cause: unknown } | null = null;

  constructor(
    private readonly docker: Docker,
    private readonly id: string,
    private readonly target: LogTarget,
  ) {}

  /** Until the container exits or is gone. */
  async readToEnd(signal: AbortSignal): Promise<void> {
    try {
      await callEngine(signal, () => this.read(signal));
    } catch (error) {
      signal.throwIfAborted();
      if (this.callerFailure !== null) throw this.callerFailure.cause;
      if (toEngineError(error).kind !== "not_found") throw error;
    }
  }

  private async read(signal: AbortSignal): Promise<void> {
    const { at, count } = this.latest;
    const since = at === "" ? this.target.since : new Date(at);
    const stream: AsyncIterable<string | Buffer> = await this.docker.getContainer(this.id).logs({
      ...{ follow: true, stdout: true, stderr: true, timestamps: true },
      ...(since === null ? {} : { since: since.getTime() / 1000 }),
      abortSignal: signal,
    });
    let known = 0;
    for await (const frame of readLogFrames(stream)) {
      if (frame.at === at) known += 1;
      // Of the same millisecond as the latest, and told already.
      if (frame.at < at || (frame.at === at && known <= count)) continue;
      await this.tell(frame);
    }
  }

  private async tell({ at, stream, text }: LogFrame): Promise<void> {
    const line: ContainerLogLine = { timestamp: new Date(at), stream, text };
    try {
      await this.target.onLine(line);
    } catch (cause) {
      this.callerFailure = { cause };
      throw cause;
    }
    // Two streams are written by two hands, and one line may be put behind a slightly later one of the other.
    if (at === this.latest.at) this.latest.count += 1;
    else if (at > this.latest.at) this.latest = { at, count: 1 };
  }
}

/** Whether it runs again, which it may do already; false when it is gone for good. */
async function waitForRestart(docker: Docker, id: string, signal: AbortSignal): Promise<boolean> {
  return callEngine(signal, async () => {
    const events = await openEvents(docker, { container: [id], event: ["start", "destroy"] }, signal);
    const found = await findContainer(docker, id, signal);
    if (found === null || found.facts.state === "running") return found !== null;
    for await (const { action } of events) return action === "start";
    throw new EngineError("unavailable", "The container engine has gone");
  });
}
