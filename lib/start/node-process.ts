import { spawn } from "node:child_process";
import type { Running } from "./running";

interface NodeProcess {
  /** Arguments for node: the bundle, or the source and what it takes to read that. */
  command: readonly string[];
  environment: Record<string, string | undefined>;
  /** How long what is under way may take when the process is asked to stop, in milliseconds. */
  patience: number;
}

/** Starts a process of ours. `ready` resolves when it says so itself over its channel to us. */
export function startNode({
  command,
  environment,
  patience,
}: NodeProcess): Running & { ready: Promise<void> } {
  const child = spawn(process.execPath, command, {
    // Its own session, as Ctrl-C is the supervisor's to pass on; the channel tells it when the supervisor is gone.
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...environment },
  });
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
  });
  return {
    pid: child.pid ?? 0,
    exited,
    ready: new Promise((resolve) => child.once("message", () => resolve())),
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), patience);
      await exited;
      clearTimeout(timer);
    },
    kill: () => void child.kill("SIGKILL"),
  };
}
