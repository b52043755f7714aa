import { setTimeout as delay } from "node:timers/promises";

type Write = (text: string, stream: "stdout" | "stderr") => void | Promise<void>;

/** Resolves with the exit code. */
export type Command = (words: string[]) => Promise<number>;

interface Scene {
  write: Write;
  signal: AbortSignal;
  /** What is there beside the few that every shell knows. */
  commands?: Record<string, Command>;
}

/** Runs the few commands that tests put into a Dockerfile or a container; resolves with the exit code. */
export async function runShell(script: string, { write, signal, commands = {} }: Scene): Promise<number> {
  for (const command of script.split(/\s*(?:;|&&)\s*/)) {
    signal.throwIfAborted();
    const [name = "", ...words] = command.replace(/^exec\s+/, "").split(/\s+/);
    const further = commands[name];
    if (name === "exit") return Number(words[0]);
    if (name === "sleep") await delay(Number(words[0]) * 1000, undefined, { signal });
    else if (name === "seq") await write(countTo(Number(words[0])), "stdout");
    else if (name === "echo") await echo(words, write);
    else if (further !== undefined) {
      const exitCode = await further(words);
      if (exitCode !== 0) return exitCode;
    } else {
      await write(`/bin/sh: ${name}: not found\n`, "stderr");
      return 127;
    }
  }
  return 0;
}

const countTo = (last: number) => Array.from({ length: last }, (_, index) => `${index + 1}\n`).join("");

function echo(words: string[], write: Write): void | Promise<void> {
  const toError = words.at(-1) === ">&2";
  const text = (toError ? words.slice(0, -1) : words).join(" ").replaceAll(/["']/g, "");
  return write(`${text}\n`, toError ? "stderr" : "stdout");
}
