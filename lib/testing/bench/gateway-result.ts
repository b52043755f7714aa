import { z } from "zod";

const measurement = z.object({ throughput: z.number(), p50: z.number(), p99: z.number() });

const ways = z.object({
  direct: measurement,
  nginx: measurement,
  nginxKeeping: measurement,
  gateway: measurement,
});
export type Ways = z.infer<typeof ways>;
export type Way = keyof Ways;

const upstreamKind = z.enum(["node", "nginx"]);
export type UpstreamKind = z.infer<typeof upstreamKind>;

/** The same answers of the same upstream, had on each way: by many connections at once, and by a single one. */
export const gatewayResult = z.object({
  connections: z.int(),
  rounds: z.int(),
  measured: z.array(z.object({ upstream: upstreamKind, busy: ways, alone: ways })),
});
export type GatewayResult = z.infer<typeof gatewayResult>;
