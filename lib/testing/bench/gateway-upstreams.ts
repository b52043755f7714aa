import { join } from "node:path";
import { findFreePort } from "#lib/start/ports";
import { startUntilReady } from "#lib/start/ready-process";
import type { Running } from "#lib/start/running";
import type { UpstreamKind } from "./gateway-result";
import { startNginx } from "./nginx";

const bytes = 1_024;
export const upstreamBody = JSON.stringify({ text: "x".repeat(bytes - '{"text":""}'.length) });

type Upstream = Pick<Running, "stop"> & { address: string };

/** What the requests are for: always the same JSON of 1 KiB, at once. */
export async function startUpstream(kind: UpstreamKind, nginx: string): Promise<Upstream> {
  const port = await findFreePort();
  const running = await { node: startNode, nginx: startAnswering }[kind](port, nginx);
  return { address: `127.0.0.1:${port}`, stop: () => running.stop() };
}

/** What a workload would be. */
function startNode(port: number): Promise<Running> {
  const program = join(import.meta.dirname, "gateway-upstream.ts");
  return startUntilReady({
    title: "The upstream",
    command: ["--import", "tsx", program, JSON.stringify({ port })],
    environment: {},
    patience: 5_000,
  });
}

/** Costs next to nothing: what is seen is the proxy. */
function startAnswering(port: number, program: string): Promise<Pick<Running, "stop">> {
  const answer = `default_type application/json; return 200 '${upstreamBody}';`;
  const servers = `server { listen 127.0.0.1:${port}; keepalive_requests 1000000000; location / { ${answer} } }`;
  return startNginx({ program, workers: 1, ports: [port], servers });
}
