import type Docker from "dockerode";
import { callEngine } from "./connection";

/** The network of build containers, which do not see each other in it. */
export const buildNetwork = "plimsoll-build";

export async function ensureBuildNetwork(docker: Docker, signal: AbortSignal): Promise<void> {
  const networks = await callEngine(signal, () =>
    docker.listNetworks({ filters: { name: [buildNetwork] }, abortSignal: signal }),
  );
  if (networks.some(({ Name }) => Name === buildNetwork)) return;
  await callEngine(signal, () =>
    docker.createNetwork({
      Name: buildNetwork,
      Driver: "bridge",
      CheckDuplicate: true,
      Options: { "com.docker.network.bridge.enable_icc": "false" },
      abortSignal: signal,
    }),
  );
}
