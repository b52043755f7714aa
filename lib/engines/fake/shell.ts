import { setTimeout as delay } from "node:timers/promises";

type Write = (text: string, stream: "stdout" | "stderr") => Promise<void>;

/** Runs the few commands that tests put into a Dockerfile; resolves with the exit code. */
export async function runShell(script: string, write: Write, signal: AbortSignal): Promise<number> {
  for (const command of script.split(/\s*(?:;|&&)\s*/)) {
    const [name = "", ...words] = command.split(/\s+/);
    if (name === "exit") return Number(words[0]);
    if (name === "sleep") await delay(Number(words[0]) * 1000, undefined, { signal });
    else if (name === "seq") await write(countTo(Number(words[0])), "stdout");
    else if (name === "echo") await echo(words, write);
    else {
      await write(`/bin/sh: ${name}: not found\n`, "stderr");
      return 127;
    }
  }
  return 0;
}

const countTo = (last: number) => Array.from({ length: last }, (_, index) => `${index + 1}\n`).join("");

function echo(words: string[], write: Write): Promise<void> {
  const toError = words.at(-1) === ">&2";
  const text = (toError ? words.slice(0, -1) : words).join(" ").replaceAll(/["']/g, "");
  return write(`${text}\n`, toError ? "stderr" : "stdout");
}
