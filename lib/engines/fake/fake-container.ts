import { EventEmitter, once } from "node:events";
import type { ContainerLogLine, ContainerRequest, EngineContainer, LogTarget } from "#lib/engines/replicas";
import { makeCommands, OutOfMemory } from "./commands";
import { runShell } from "./shell";

interface Place {
  /** Entrypoint and command together. */
  command: string[];
  address: string;
  onChange: () => void;
}

const killed = 137;
const trapped = /^trap '(.*?)' TERM; */;

/** A container in memory. `/bin/sh -c` runs in a shell that knows a handful of commands; anything else only waits. */
export class FakeContainer {
  facts: Omit<EngineContainer, "name" | "image"> = {
    state: "created",
    startedAt: null,
    finishedAt: null,
    exitCode: null,
    outOfMemory: false,
  };
  usage = { cpuSeconds: 0, memoryBytes: 1_000_000 };
  starts = 0;
  private readonly lines: ContainerLogLine[] = [];
  private readonly news = new EventEmitter().setMaxListeners(0);
  private program = new AbortController();
  private gone = false;

  constructor(
    readonly request: ContainerRequest,
    private readonly place: Place,
  ) {}

  start(): void {
    const program = new AbortController();
    this.program = program;
    this.starts += 1;
    this.usage = { ...this.usage, cpuSeconds: 0 };
    this.facts = {
      state: "running",
      startedAt: new Date(),
      finishedAt: null,
      exitCode: null,
      outOfMemory: false,
    };
    this.tell();
    if (this.script !== null) void this.run(this.script.replace(trapped, ""), program.signal);
  }

  /** What `/bin/sh -c` is to run, with the container's variables filled in. */
  private get script(): string | null {
    const [shell, option, script = ""] = this.place.command;
    if (shell !== "/bin/sh" || option !== "-c") return null;
    return script.replaceAll(/\$(\w+)/g, (_, name: string) => this.request.environment[name] ?? "");
  }

  private async run(script: string, signal: AbortSignal): Promise<void> {
    const write = (text: string, stream: ContainerLogLine["stream"]) => this.print(text, stream);
    const commands = makeCommands({ request: this.request, address: this.place.address, write, signal });
    try {
      const exitCode = await runShell(script, { write, signal, commands });
      if (!signal.aborted) this.exit(exitCode);
    } catch (error) {
      if (!signal.aborted) this.exit(killed, { outOfMemory: error instanceof OutOfMemory });
    }
  }

  exit(exitCode: number, options: { outOfMemory?: boolean } = {}): void {
    if (this.facts.state !== "running") return;
    this.program.abort();
    const ended = { finishedAt: new Date(), exitCode, outOfMemory: options.outOfMemory ?? false };
    this.facts = { ...this.facts, state: "exited", ...ended };
    this.tell();
  }

  kill(): void {
    this.exit(killed);
  }

  /** SIGTERM: a shell does as it was told by `trap`, else nothing, as a first process does; other programs end well. */
  async terminate(): Promise<void> {
    if (this.script === null) this.exit(0);
    const trap = trapped.exec(this.script ?? "")?.[1];
    if (trap === undefined || trap === "" || this.facts.state !== "running") return;
    this.program.abort();
    this.program = new AbortController();
    await this.run(trap, this.program.signal);
  }

  remove(): void {
    this.kill();
    this.gone = true;
    this.news.emit("change");
  }

  print(text: string, stream: ContainerLogLine["stream"] = "stdout"): void {
    for (const line of text.replace(/\n$/, "").split("\n"))
      this.lines.push({ timestamp: new Date(), stream, text: line });
    this.news.emit("change");
  }

  async follow(
    { since, onLine }: Omit<LogTarget, "replicaId" | "container">,
    signal: AbortSignal,
  ): Promise<void> {
    for (let next = 0; ; ) {
      signal.throwIfAborted();
      const line = this.lines[next];
      if (line !== undefined) {
        next += 1;
        if (since === null || line.timestamp >= since) await onLine(line);
      } else if (this.gone) return;
      else await once(this.news, "change", { signal }).catch(() => signal.throwIfAborted());
    }
  }

  /** Resolves as soon as it does not run, or the time is over. */
  async waitUntilEnded(milliseconds: number, signal: AbortSignal): Promise<void> {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
    while (this.facts.state === "running" && !patience.aborted)
      await once(this.news, "change", { signal: patience }).catch(() => undefined);
    signal.throwIfAborted();
  }

  private tell(): void {
    this.news.emit("change");
    this.place.onChange();
  }
}
