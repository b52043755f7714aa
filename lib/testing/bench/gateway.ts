import { join, resolve } from "node:path";
import { z } from "zod";
import { env } from "#lib/env";
import { findFreePort } from "#lib/start/ports";
import { startUntilReady } from "#lib/start/ready-process";
import { makeInvoked } from "#lib/testing/gateway";
import type { GatewayResult, UpstreamKind, Way, Ways } from "./gateway-result";
import { startUpstream } from "./gateway-upstreams";
import { median } from "./measure";
import { startNginx } from "./nginx";
import { type Answered, type Asking, askByWrk } from "./wrk";

const connections = 32;
const rounds = 5;
/** A program that compiles itself as it runs is measured once it has; all are asked for as long. */
const warming = { connections, seconds: 6 };
const busy = { connections, seconds: 2 };
const alone = { connections: 1, seconds: 1 };
const root = resolve(import.meta.dirname, "../../..");

type Places = Record<Way, Pick<Asking, "url" | "headers">>;

/** The same upstream asked directly, through nginx, and through the gateway as the product starts it. */
async function measureGateway(program: string): Promise<GatewayResult> {
  const gateway = await startGateway();
  try {
    const measured: GatewayResult["measured"] = [];
    for (const kind of ["node", "nginx"] as const)
      measured.push({ upstream: kind, ...(await measureBefore(kind, program, gateway.url)) });
    return { connections, rounds, measured };
  } finally {
    await gateway.stop();
  }
}

async function measureBefore(kind: UpstreamKind, program: string, gatewayUrl: string) {
  const upstream = await startUpstream(kind, program);
  const nginx = await startProxies(program, upstream.address);
  try {
    const { path, token } = await makeInvoked([upstream.address]);
    const places: Places = {
      direct: { url: `http://${upstream.address}/`, headers: {} },
      nginx: { url: `http://127.0.0.1:${nginx.port}/`, headers: {} },
      nginxKeeping: { url: `http://127.0.0.1:${nginx.keepingPort}/`, headers: {} },
      gateway: { url: `${gatewayUrl}${path}`, headers: { authorization: `Bearer ${token}` } },
    };
    await askInTurns(places, warming, 1);
    return { busy: await askInTurns(places, busy, rounds), alone: await askInTurns(places, alone, rounds) };
  } finally {
    await nginx.stop();
    await upstream.stop();
  }
}

/** One nginx that passes everything on, once as people write it and once keeping connections upstream. */
async function startProxies(program: string, upstream: string) {
  const [port, keepingPort] = [await findFreePort(), await findFreePort()];
  const servers = `
    upstream kept { server ${upstream}; keepalive 64; }
    server {
      listen 127.0.0.1:${port};
      location / { proxy_pass http://${upstream}; }
    }
    server {
      listen 127.0.0.1:${keepingPort};
      location / {
        proxy_pass http://kept;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
      }
    }
  `;
  const { stop } = await startNginx({ program, workers: "auto", ports: [port, keepingPort], servers });
  return { port, keepingPort, stop };
}

async function startGateway() {
  const port = await findFreePort();
  const running = await startUntilReady({
    title: "The gateway",
    command: ["--enable-source-maps", join(root, "dist/gateway.js")],
    environment: {
      DATABASE_URL: env.DATABASE_URL,
      HOST: "127.0.0.1",
      GATEWAY_PORT: String(port),
      NODE_ENV: "production",
    },
    patience: 35_000,
  });
  return { url: `http://127.0.0.1:${port}`, stop: running.stop };
}

/** In turns, so that a noisy moment of the machine meets all of them; medians over the rounds. */
async function askInTurns(
  places: Places,
  load: Pick<Asking, "connections" | "seconds">,
  times: number,
): Promise<Ways> {
  const seen: Record<Way, Answered[]> = { direct: [], nginx: [], nginxKeeping: [], gateway: [] };
  for (let round = 0; round < times; round += 1)
    for (const way of ["direct", "nginx", "gateway", "nginxKeeping"] as const)
      seen[way].push(await askByWrk({ ...places[way], ...load }));
  return {
    direct: summarize(seen.direct),
    nginx: summarize(seen.nginx),
    nginxKeeping: summarize(seen.nginxKeeping),
    gateway: summarize(seen.gateway),
  };
}

const summarize = (all: readonly Answered[]): Answered => ({
  throughput: median(all.map((one) => one.throughput)),
  p50: median(all.map((one) => one.p50)),
  p99: median(all.map((one) => one.p99)),
});

const { nginx } = z.object({ nginx: z.string() }).parse(JSON.parse(process.argv[2] ?? "{}"));
process.send?.(await measureGateway(nginx));
process.disconnect();
process.exit(0);
