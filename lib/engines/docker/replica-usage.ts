import type Docker from "dockerode";
import { z } from "zod";
import type { ContainerUsage } from "#lib/engines/replicas";
import { callEngine, hasStatusCode } from "./connection";
import { listReplicaMembers } from "./replica-containers";

const statistics = z.object({
  cpu_stats: z.object({ cpu_usage: z.object({ total_usage: z.number() }) }),
  memory_stats: z.object({
    usage: z.number().optional(),
    stats: z
      .object({ total_inactive_file: z.number().optional(), inactive_file: z.number().optional() })
      .optional(),
  }),
});

export async function readUsage(
  docker: Docker,
  replicaId: string,
  signal: AbortSignal,
): Promise<ContainerUsage[]> {
  const members = await listReplicaMembers(docker, replicaId, signal);
  const usages = await Promise.all(
    members
      .filter(({ state }) => state === "running")
      .toReversed()
      .map(({ id, container }) => (container === null ? null : readContainer(docker, id, container, signal))),
  );
  return usages.flatMap((usage) => usage ?? []);
}

/** Null if it has ended meanwhile. */
async function readContainer(
  docker: Docker,
  id: string,
  name: string,
  signal: AbortSignal,
): Promise<ContainerUsage | null> {
  const answer = await callEngine(signal, () =>
    // Once, or the engine waits a second to tell a difference.
    docker.getContainer(id).stats({ stream: false, "one-shot": true }).catch(nullIfEnded),
  );
  if (answer === null) return null;
  const { cpu_stats, memory_stats } = statistics.parse(answer);
  const { usage, stats } = memory_stats;
  if (usage === undefined) return null;
  // Without files that are only cached, as the second version of control groups calls them, and the first.
  const cached = stats?.total_inactive_file ?? stats?.inactive_file ?? 0;
  return { name, cpuSeconds: cpu_stats.cpu_usage.total_usage / 1e9, memoryBytes: usage - cached };
}

function nullIfEnded(error: unknown): null {
  if (hasStatusCode(error) && [404, 409].includes(error.statusCode)) return null;
  throw error;
}
