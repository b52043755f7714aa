import type { ChildProcess } from "node:child_process";

/** A process of ours that is up. */
export interface Running {
  pid: number;
  /** Resolves, with the code or signal, when it has ended for whatever reason. */
  exited: Promise<string>;
  /** Ends it in good order, and resolves when it has ended. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** Resolves, with the code or signal, when the process has ended or could not be started. */
export function whenExited(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
  });
}

/** A process that ends in good order on SIGTERM; what takes longer than `patience` milliseconds is cut off. */
export function watchChild(child: ChildProcess, patience: number): Running {
  const exited = whenExited(child);
  return {
    pid: child.pid ?? 0,
    exited,
    async stop() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), patience);
      await exited;
      clearTimeout(timer);
    },
    kill: () => void child.kill("SIGKILL"),
  };
}

/** A process of ours that was started; `ready` resolves when it says so itself over its channel to us. */
export interface Starting extends Running {
  ready: Promise<void>;
}

export function watchStarting(child: ChildProcess, patience: number): Starting {
  return {
    ...watchChild(child, patience),
    ready: new Promise((resolve) => child.once("message", () => resolve())),
  };
}
