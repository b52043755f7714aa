import type Docker from "dockerode";
import { callEngine } from "./connection";

/** The network of build containers, which do not see each other in it. */
export const buildNetwork = "plimsoll-build";

/**
 * The id of the network, made if there is none. Two that are made at once both stand under the one name, which then
 * means neither: everybody takes the older, and whoever made the other takes that away again.
 */
export async function ensureBuildNetwork(
  docker: Docker,
  signal: AbortSignal,
  name = buildNetwork,
): Promise<string> {
  const known = await findOldest(docker, signal, name);
  if (known !== null) return known;
  const made = await callEngine(signal, () =>
    docker.createNetwork({
      Name: name,
      Driver: "bridge",
      Options: { "com.docker.network.bridge.enable_icc": "false" },
      abortSignal: signal,
    }),
  );
  const oldest = (await findOldest(docker, signal, name)) ?? made.id;
  if (oldest !== made.id) await callEngine(signal, () => made.remove({ abortSignal: signal }));
  return oldest;
}

async function findOldest(docker: Docker, signal: AbortSignal, name: string): Promise<string | null> {
  const networks = await callEngine(signal, () =>
    docker.listNetworks({ filters: { name: [name] }, abortSignal: signal }),
  );
  // Without the letter at their end, texts are in the order of time, however many digits a fraction has.
  const createdAt = ({ Created }: Docker.NetworkInspectInfo) => Created.replace(/Z$/, "");
  const [oldest] = networks
    .filter(({ Name }) => Name === name)
    .toSorted((one, other) => (createdAt(one) < createdAt(other) ? -1 : 1));
  return oldest?.Id ?? null;
}
