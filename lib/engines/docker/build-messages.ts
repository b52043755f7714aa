import { z } from "zod";
import { type BuildEvent, type BuildStep, EngineError } from "#lib/engines/engine";

/** One line of the answer to a build. */
export const buildMessage = z.object({
  stream: z.string().optional(),
  /** Of a base image that is pulled: a layer's, with its id, and without progress once that has ended. */
  status: z.string().optional(),
  id: z.string().optional(),
  progressDetail: z.object({ current: z.number().optional() }).optional(),
  error: z.string().optional(),
  errorDetail: z.object({ code: z.int().optional() }).optional(),
});
type BuildMessage = z.infer<typeof buildMessage>;

const stepLine = /^Step (\d+)\/(\d+) : (.*?)\n?$/s;
const imageLine = /^ ---> ([0-9a-f]{12})\n$/;
const startLine = /^ ---> Running in ([0-9a-f]{12})\n$/;
const cachedLine = " ---> Using cache\n";
/** The engine paints what a program writes to its standard error red, and that is how one knows it. */
const red = { start: "\u001b[91m", end: "\u001b[0m" };

/**
 * Reads the classic builder's messages, where its own words and a program's output come in one stream. While a container
 * runs everything is output, whatever it looks like.
 */
export class BuildMessageReader {
  step: BuildStep | null = null;
  /** Short id of what the step runs in, while it does. */
  container: string | null = null;
  private hidden = false;

  /** @param hiddenSteps How many steps at the end the Dockerfile does not have. */
  constructor(private readonly hiddenSteps: number) {}

  read(message: BuildMessage): BuildEvent[] {
    if (message.error !== undefined) throw this.describeFailure(message.error, message.errorDetail?.code);
    const text = message.stream;
    if (text === undefined) return this.readPull(message);
    if (this.container !== null) return this.readOutput(text);
    const step = this.readStep(text);
    if (step !== null) this.hidden = step.number > step.of;
    if (this.hidden) return [];
    if (step === null) return this.readResult(text);
    this.step = step;
    return [{ kind: "step", ...step }];
  }

  private readStep(text: string): BuildStep | null {
    const [, number, of, instruction] = stepLine.exec(text) ?? [];
    if (instruction === undefined) return null;
    return { number: Number(number), of: Number(of) - this.hiddenSteps, instruction };
  }

  private readResult(text: string): BuildEvent[] {
    if (text === "\n") return [];
    if (text === cachedLine) return [{ kind: "cached" }];
    const started = startLine.exec(text)?.[1];
    if (started !== undefined) this.container = started;
    const id = imageLine.exec(text)?.[1];
    if (id !== undefined) return [{ kind: "image", id }];
    if (started !== undefined || /^Successfully (built|tagged) /.test(text)) return [];
    return [{ kind: "output", text, stream: "stdout" }];
  }

  private readPull({ status, id, progressDetail }: BuildMessage): BuildEvent[] {
    if (status === undefined || progressDetail?.current !== undefined) return [];
    return [{ kind: "output", text: `${id === undefined ? "" : `${id}: `}${status}\n`, stream: "stdout" }];
  }

  private readOutput(text: string): BuildEvent[] {
    if (text === `Removing intermediate container ${this.container}\n`) {
      this.container = null;
      return [];
    }
    if (!text.startsWith(red.start) || !text.endsWith(red.end))
      return [{ kind: "output", text, stream: "stdout" }];
    return [{ kind: "output", text: text.slice(red.start.length, -red.end.length), stream: "stderr" }];
  }

  private describeFailure(message: string, exitCode: number | undefined): EngineError {
    // What the engine says when it is stopped, or runs out of room: not the fault of what is built.
    const ours = /context canceled|no space left on device|containerd|error during connect/.test(message);
    return new EngineError(ours ? "unavailable" : "rejected", message, {
      ...(this.step ? { step: this.step } : {}),
      ...(exitCode === undefined ? {} : { exitCode }),
    });
  }
}
