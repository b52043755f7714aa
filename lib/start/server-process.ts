import { spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import type { Running } from "./running";
import { StartError } from "./start-error";

interface ServerOptions {
  host: string;
  port: number;
  /** Arguments for node: the bundle, or the source and what it takes to read that. */
  command: string[];
  environment: Record<string, string>;
}

/** How long requests in progress may take when the server is asked to stop. */
const patience = 15_000;

/** Starts the server and resolves once it says that it is ready. */
export async function startServer(options: ServerOptions): Promise<Running> {
  const child = spawn(process.execPath, options.command, {
    // Its own session, as Ctrl-C is the supervisor's to pass on; the channel tells it when the supervisor is gone.
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...options.environment },
  });
  const exited = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? `code ${code}`));
  });
  const running: Running = {
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
  await waitUntilReady(options, running);
  return running;
}

async function waitUntilReady(options: ServerOptions, { exited, stop }: Running): Promise<void> {
  const url = `${localUrl(options.host, options.port)}/readyz`;
  const ended = exited.then((reason) => {
    throw new StartError(`The server ended before it was ready (${reason}).`);
  });
  const deadline = Date.now() + 120_000;
  for (;;) {
    const answer = await Promise.race([ended, fetch(url).catch(() => null)]);
    if (answer?.ok) return;
    const reason = await answer?.text();
    if (Date.now() > deadline) {
      ended.catch(() => undefined);
      await stop();
      throw new StartError(
        `The server is not ready after two minutes. ${reason ?? `Nothing answers on ${url}.`}`,
      );
    }
    await Promise.race([ended, delay(40)]);
  }
}

const everyAddress = new Set(["0.0.0.0", "::", "127.0.0.1", "::1"]);

/** An address under which this machine reaches the server. */
export function localUrl(host: string, port: number): string {
  const name = everyAddress.has(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
