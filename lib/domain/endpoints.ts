/** Where requests to workloads go: the path on the gateway's origin (contract 7.14). */
export const invokePrefix = "/api/v2/endpoints/workloads";

export interface GatewayPlace {
  /**
   * As configured; where it is not, the gateway is on the same host as what was asked. `https://*.run.example`: it is at
   * `https://run.example`, and every name below that leads to it as well.
   */
  publicUrl: string | undefined;
  port: number;
}

const anyName = "://*.";

/** The gateway's origin as whoever reached us by `base` reaches it. */
export function gatewayOrigin(base: string, { publicUrl, port }: GatewayPlace): string {
  if (publicUrl !== undefined) return publicUrl.replace(anyName, "://");
  const url = new URL(base);
  url.port = String(port);
  return url.origin;
}

/** What browsers find below `localhost` is this machine itself (RFC 6761 6.3), so each name is an origin to be had. */
const loopback = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/**
 * The origin in which browsers open a workload: its own wherever the gateway has names for that, so that its pages work
 * as they do elsewhere and are none of any other's business. Null: the gateway has one name only.
 */
export function ownOrigin(
  base: string,
  { publicUrl, port }: GatewayPlace,
  workloadId: string,
): string | null {
  if (publicUrl !== undefined)
    return publicUrl.includes(anyName) ? publicUrl.replace(anyName, `://${workloadId}.`) : null;
  return loopback.test(new URL(base).hostname) ? `http://${workloadId}.localhost:${port}` : null;
}

const nameOfOwn = /^([0-9a-f]{24})\.(.+)$/;

/** The workload whose own origin a request's `Host` names, if it names one. */
export function findOwner(host: string | undefined, publicUrl: string | undefined): string | null {
  const [, workloadId, rest] = nameOfOwn.exec(host ?? "") ?? [];
  if (workloadId === undefined || rest === undefined) return null;
  if (publicUrl === undefined) return /^localhost(:\d+)?$/.test(rest) ? workloadId : null;
  return publicUrl.includes(anyName) && new URL(publicUrl).host === `*.${rest}` ? workloadId : null;
}

/** The stable address of a workload. It never changes, and ends with a slash. */
export function workloadEndpoint(origin: string, workloadId: string): string {
  return `${origin}${invokePrefix}/${workloadId}/`;
}
