import type { GatewayResult, UpstreamKind, Way } from "./gateway-result";

const budgets = { addedMs: 1, ofNginx: 0.7 };

const ms = (value: number) => `${value.toFixed(2)} ms`;
const perSecond = (value: number) => `${Math.round(value).toLocaleString("en")}/s`;
const verdict = (holds: boolean) => (holds ? "holds" : "DOES NOT HOLD");

const ways: Record<Way, string> = {
  direct: "directly",
  nginx: "nginx, `proxy_pass` alone",
  nginxKeeping: "nginx, keeping connections upstream (HTTP/1.1, `keepalive 64`)",
  gateway: "the gateway",
};

const upstreams: Record<UpstreamKind, string> = {
  node: "a small Node service, as a workload may be",
  nginx: "nginx that answers by itself (`return 200`, one worker), which costs next to nothing",
};

type Measured = GatewayResult["measured"][number];

/** What the gateway costs beside nginx in the same run, and whether its budgets hold. */
export function reportGateway({ connections, rounds, measured }: GatewayResult): string {
  return [
    `gateway: GET of 1 KiB of JSON by wrk (one thread, ${connections} connections, then one); medians of ${rounds} rounds in turns, all on this machine`,
    "nginx: Debian's, `worker_processes auto`, no access log, else its defaults. The gateway: as the product starts it, with a bearer token.",
    ...measured.map((one) => tabulate(one, connections)),
  ].join("\n");
}

function tabulate({ upstream, busy, alone }: Measured, connections: number): string {
  const added = (way: Way) => alone[way].p50 - alone.direct.p50;
  const ofNginx = (way: Way) => busy[way].throughput / busy.nginx.throughput;
  const row = (way: Way) => {
    const { throughput, p99 } = busy[way];
    const cells = [
      perSecond(throughput),
      ofNginx(way).toFixed(2),
      ms(p99),
      ms(alone[way].p50),
      ms(added(way)),
    ];
    return `| ${[ways[way], ...cells].join(" | ")} |`;
  };
  const [ratio, latency] = [ofNginx("gateway"), added("gateway")];
  return [
    "",
    `upstream: ${upstreams[upstream]}`,
    "",
    `| way | throughput, ${connections} connections | of nginx | p99 | p50, one connection | added |`,
    "| --- | --- | --- | --- | --- | --- |",
    ...(["direct", "nginx", "nginxKeeping", "gateway"] as const).map(row),
    "",
    `throughput, of nginx's \`proxy_pass\`: ${ratio.toFixed(2)} (budget ${budgets.ofNginx}): ${verdict(ratio >= budgets.ofNginx)}`,
    `added median latency: ${ms(latency)} (budget ${budgets.addedMs} ms): ${verdict(latency <= budgets.addedMs)}`,
    "",
  ].join("\n");
}
