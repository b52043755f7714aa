import { createHash } from "node:crypto";
import { networkInterfaces } from "node:os";
import type Docker from "dockerode";
import { z } from "zod";
import { EngineError } from "#lib/engines/engine";
import { bridgePrefix } from "./bridge-names";
import { callEngine } from "./connection";
import { labels } from "./replica-containers";
import { pickSubnet } from "./subnets";

const networkName = (workloadId: string) => `plimsoll-${workloadId}`;

const hash = (workloadId: string) => createHash("sha256").update(workloadId).digest();

/** As no two networks may have the same, two workers never make two of one name. Linux allows 15 characters. */
const bridgeName = (workloadId: string) => bridgePrefix + hash(workloadId).toString("hex").slice(0, 10);

const listedNetwork = z.object({
  Id: z.string(),
  Name: z.string(),
  IPAM: z
    .object({ Config: z.array(z.object({ Subnet: z.string().nullish() })).nullish() })
    .nullish()
    .transform((ipam) => (ipam?.Config ?? []).flatMap(({ Subnet }) => Subnet ?? [])),
});

async function listNetworks(docker: Docker, signal: AbortSignal): Promise<z.infer<typeof listedNetwork>[]> {
  const networks = await callEngine(signal, () => docker.listNetworks({ abortSignal: signal }));
  return networks.map((network) => listedNetwork.parse(network));
}

const listHostSubnets = () =>
  Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).flatMap(({ cidr, family }) => (family === "IPv4" && cidr !== null ? cidr : [])),
  );

const mostTries = 20;

/** The workload's own network, out of which nothing leads and in which no two containers see each other. */
export async function ensureWorkloadNetwork(
  docker: Docker,
  workloadId: string,
  signal: AbortSignal,
): Promise<string> {
  const name = networkName(workloadId);
  const refused: string[] = [];
  let failure: unknown;
  while (refused.length < mostTries) {
    const networks = await listNetworks(docker, signal);
    if (networks.some(({ Name }) => Name === name)) return name;
    const taken = [...networks.flatMap(({ IPAM }) => IPAM), ...listHostSubnets(), ...refused];
    const subnet = pickSubnet(taken, hash(workloadId).readUInt32LE());
    if (subnet === null)
      throw new EngineError("unavailable", "No more workloads can run: there is no network left for one");
    try {
      await createNetwork(docker, workloadId, subnet, signal);
      return name;
    } catch (error) {
      signal.throwIfAborted();
      // Somebody else was quicker, with the name or with the addresses.
      failure = error;
      refused.push(subnet);
    }
  }
  throw failure;
}

async function createNetwork(
  docker: Docker,
  workloadId: string,
  subnet: string,
  signal: AbortSignal,
): Promise<void> {
  await callEngine(signal, () =>
    docker.createNetwork({
      Name: networkName(workloadId),
      Driver: "bridge",
      CheckDuplicate: true,
      Internal: true,
      Labels: { [labels.workload]: workloadId },
      IPAM: { Driver: "default", Config: [{ Subnet: subnet }] },
      Options: {
        "com.docker.network.bridge.enable_icc": "false",
        "com.docker.network.bridge.name": bridgeName(workloadId),
      },
      abortSignal: signal,
    }),
  );
}

export async function removeWorkloadNetwork(
  docker: Docker,
  workloadId: string,
  signal: AbortSignal,
): Promise<void> {
  const networks = await listNetworks(docker, signal);
  for (const { Id } of networks.filter(({ Name }) => Name === networkName(workloadId))) {
    try {
      await callEngine(signal, () => docker.getNetwork(Id).remove({ abortSignal: signal }));
    } catch (error) {
      if (!(error instanceof EngineError && error.kind === "not_found")) throw error;
    }
  }
}
