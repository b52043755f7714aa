import "server-only";
import { headers } from "next/headers";
import { gatewayOrigin, ownOrigin, workloadEndpoint } from "#lib/domain/endpoints";
import { findBase } from "#lib/domain/public-base";
import { env } from "#lib/env";

interface WorkloadAddresses {
  /** Where clients send requests. */
  endpoint: string;
  /** What a browser opens. */
  page: string;
}

/** The addresses of a workload for whoever asks for this page. */
export async function getAddresses(workloadId: string): Promise<WorkloadAddresses> {
  const sent = Object.fromEntries(await headers());
  const base = findBase(sent, env.PUBLIC_URL) ?? `http://${env.HOST}:${env.PORT}`;
  const place = { publicUrl: env.GATEWAY_PUBLIC_URL, port: env.GATEWAY_PORT };
  const endpoint = workloadEndpoint(gatewayOrigin(base, place), workloadId);
  return { endpoint, page: ownOrigin(base, place, workloadId) ?? endpoint };
}
