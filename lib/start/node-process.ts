import { spawn } from "node:child_process";
import { type Starting, watchStarting } from "./running";

interface NodeProcess {
  /** Arguments for node: the bundle, or the source and what it takes to read that. */
  command: readonly string[];
  environment: Record<string, string | undefined>;
  /** How long what is under way may take when the process is asked to stop, in milliseconds. */
  patience: number;
}

/** Starts a process of ours. */
export function startNode({ command, environment, patience }: NodeProcess): Starting {
  const child = spawn(process.execPath, command, {
    // Its own session, as Ctrl-C is the supervisor's to pass on; the channel tells it when the supervisor is gone.
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...environment },
  });
  return watchStarting(child, patience);
}
