import type { EngineReplica } from "#lib/engines/replicas";
import { log } from "#lib/log";
import { database } from "#lib/store/database";
import { listKnownReplicas } from "#lib/store/replica-work";
import { listKnownWorkloads } from "#lib/store/workload-work";
import type { KeeperTools } from "./replica-keeper";

/**
 * Stops what carries our labels and has no row: a start that came true after its replica was given up. What belongs to
 * workloads that this database does not know is somebody else's on the same engine, and left alone.
 */
export async function removeOrphans(
  strangers: readonly EngineReplica[],
  isOurs: (workloadId: string) => boolean,
  { engine, signal, times, turns }: KeeperTools,
): Promise<void> {
  try {
    const rows = await listKnownReplicas(
      database,
      strangers.map(({ replicaId }) => replicaId),
    );
    const workloads = await listKnownWorkloads(
      database,
      strangers.map(({ workloadId }) => workloadId),
    );
    for (const { replicaId, workloadId } of strangers) {
      if (rows.has(replicaId) || !(workloads.has(workloadId) || isOurs(workloadId))) continue;
      log.warn({ replicaId, workloadId }, "stopping what no workload has asked for");
      await turns.take(() => engine.stopReplica(replicaId, { seconds: times.graceSeconds }, signal));
      if (!workloads.has(workloadId)) await engine.sweepWorkload(workloadId, signal);
    }
  } catch (error) {
    if (!signal.aborted) log.warn({ err: error }, "what no workload has asked for could not be stopped");
  }
}
