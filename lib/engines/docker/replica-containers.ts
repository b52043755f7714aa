import { setTimeout as delay } from "node:timers/promises";
import type Docker from "dockerode";
import { z } from "zod";
import { EngineError } from "#lib/engines/engine";
import type { EngineContainer, EngineReplica } from "#lib/engines/replicas";
import { callEngine, hasStatusCode } from "./connection";

/** What we put on every container, network and volume of a workload; what is without them is never touched. */
export const labels = {
  workload: "plimsoll.workload",
  proton: "plimsoll.proton",
  replica: "plimsoll.replica",
  /** The container's name in the replica. The sandbox has none. */
  container: "plimsoll.container",
  /** As it was asked for: the engine itself is given the id. */
  image: "plimsoll.image",
};

export type ReplicaIds = Pick<EngineReplica, "workloadId" | "protonId" | "replicaId">;

export const labelReplica = ({ workloadId, protonId, replicaId }: ReplicaIds) => ({
  [labels.workload]: workloadId,
  [labels.proton]: protonId,
  [labels.replica]: replicaId,
});

/** The container that holds a replica's network namespace and address, whatever becomes of the others. */
export const sandboxName = (replicaId: string) => `plimsoll-${replicaId}`;
/** The same for everybody, so that what two workers make at once is made once. */
export const containerName = (replicaId: string, container: string) =>
  `${sandboxName(replicaId)}-${container}`;

const listedContainer = z.object({
  Id: z.string(),
  Names: z.array(z.string()),
  State: z.string(),
  Labels: z.record(z.string(), z.string()),
  NetworkSettings: z
    .object({ Networks: z.record(z.string(), z.object({ IPAddress: z.string().nullish() })).nullish() })
    .nullish(),
});

/** A container that carries our labels, as lists tell of it. */
export interface Member extends ReplicaIds {
  id: string;
  /** Its name in the replica; null of what is none of its containers. */
  container: string | null;
  isSandbox: boolean;
  state: EngineContainer["state"];
  address: string | null;
}

function readState(status: string): EngineContainer["state"] {
  if (status === "created") return "created";
  return ["running", "paused", "restarting"].includes(status) ? "running" : "exited";
}

export async function listMembers(
  docker: Docker,
  filter: { label: string },
  signal: AbortSignal,
): Promise<Member[]> {
  const filters = { label: [filter.label] };
  const found = await callEngine(signal, () =>
    docker.listContainers({ all: true, filters, abortSignal: signal }),
  );
  return found.map((container) => {
    const { Id, Names, State, Labels, NetworkSettings } = listedContainer.parse(container);
    const replicaId = Labels[labels.replica] ?? "";
    const [network] = Object.values(NetworkSettings?.Networks ?? {});
    return {
      id: Id,
      replicaId,
      protonId: Labels[labels.proton] ?? "",
      workloadId: Labels[labels.workload] ?? "",
      container: Labels[labels.container] ?? null,
      isSandbox: Names.includes(`/${sandboxName(replicaId)}`),
      state: readState(State),
      address: network?.IPAddress || null,
    };
  });
}

export const listReplicaMembers = (docker: Docker, replicaId: string, signal: AbortSignal) =>
  listMembers(docker, { label: `${labels.replica}=${replicaId}` }, signal);

const inspectedContainer = z.object({
  Id: z.string(),
  State: z.object({
    Status: z.string(),
    ExitCode: z.int(),
    OOMKilled: z.boolean(),
    StartedAt: z.string(),
    FinishedAt: z.string(),
  }),
  Config: z.object({
    Labels: z
      .record(z.string(), z.string())
      .nullish()
      .transform((record) => record ?? {}),
  }),
});

/** The engine writes the year 1 for what has not been. */
const readTime = (text: string) => (text.startsWith("0001-") ? null : new Date(text));

export interface InspectedContainer {
  id: string;
  labels: Record<string, string>;
  facts: EngineContainer;
}

/** By id or name; null if it is not there. */
export async function findContainer(
  docker: Docker,
  id: string,
  signal: AbortSignal,
): Promise<InspectedContainer | null> {
  const answer = await callEngine(signal, () =>
    docker.getContainer(id).inspect({ abortSignal: signal }).catch(nullIfGone),
  );
  if (answer === null) return null;
  const { Id, State, Config } = inspectedContainer.parse(answer);
  const state = readState(State.Status);
  const facts: EngineContainer = {
    name: Config.Labels[labels.container] ?? "",
    image: Config.Labels[labels.image] ?? "",
    state,
    startedAt: readTime(State.StartedAt),
    finishedAt: state === "exited" ? readTime(State.FinishedAt) : null,
    exitCode: state === "exited" ? State.ExitCode : null,
    outOfMemory: state === "exited" && State.OOMKilled,
  };
  return { id: Id, labels: Config.Labels, facts };
}

function nullIfGone(error: unknown): null {
  if (hasStatusCode(error) && error.statusCode === 404) return null;
  throw error;
}

/** A container of a replica by its name there, or an error. */
export async function getContainer(
  docker: Docker,
  replicaId: string,
  container: string,
  signal: AbortSignal,
): Promise<InspectedContainer> {
  const found = await findContainer(docker, containerName(replicaId, container), signal);
  if (found === null || found.labels[labels.replica] !== replicaId)
    throw new EngineError("not_found", `There is no container ${container} of replica ${replicaId}`);
  return found;
}

/** Makes a container under a name of ours, or finds the one that another worker has just made. */
export async function makeContainer(
  docker: Docker,
  options: Docker.ContainerCreateOptions & { name: string },
  signal: AbortSignal,
): Promise<{ id: string }> {
  for (;;) {
    try {
      return await callEngine(signal, () => docker.createContainer({ ...options, abortSignal: signal }));
    } catch (error) {
      if (!(error instanceof EngineError && error.kind === "conflict")) throw error;
    }
    const found = await findContainer(docker, options.name, signal);
    if (found !== null && found.labels[labels.replica] === options.Labels?.[labels.replica]) return found;
    if (found !== null)
      throw new EngineError("conflict", `The name ${options.name} is taken by a container that is not ours`);
    // The engine gives away the name first, and only then has a container to show for it.
    await delay(50, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}
