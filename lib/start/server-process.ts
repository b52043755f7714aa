import { setTimeout as delay } from "node:timers/promises";
import { startNode } from "./node-process";
import type { Running } from "./running";
import { StartError } from "./start-error";

interface ServerOptions {
  host: string;
  port: number;
  command: readonly string[];
  environment: Record<string, string | undefined>;
}

/** How long requests in progress may take when the server is asked to stop. */
const patience = 15_000;

/** Starts the server and resolves once it says that it is ready. */
export async function startServer(options: ServerOptions): Promise<Running> {
  const running = startNode({ ...options, patience });
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
