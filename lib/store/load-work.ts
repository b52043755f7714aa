import type { Database } from "./database";

/** What gateways said of a proton. */
export interface ProtonLoad {
  inFlight: number;
  lastRequestAt: Date | null;
}

/** Requests that gateways are waiting for: of those only that were heard of since `freshSince`. */
export async function readLoad(db: Database, protonId: string, freshSince: Date): Promise<ProtonLoad> {
  const rows = await db.gatewayLoad.findMany({ where: { protonId } });
  const fresh = rows.filter(({ updatedAt }) => updatedAt >= freshSince);
  const last = Math.max(...rows.map(({ lastRequestAt }) => lastRequestAt.getTime()));
  return {
    inFlight: fresh.reduce((sum, { inFlight }) => sum + inFlight, 0),
    lastRequestAt: rows.length === 0 ? null : new Date(last),
  };
}

interface Sample {
  workloadId: string;
  protonId: string;
  replicaId: string;
  time: Date;
  cpus: number;
  memoryBytes: number;
}

export async function insertSamples(db: Database, samples: readonly Sample[]): Promise<void> {
  // One whose workload was removed meanwhile must not keep the others from being written.
  const there = await db.workload.findMany({
    where: { id: { in: samples.map(({ workloadId }) => workloadId) } },
    select: { id: true },
  });
  const known = new Set(there.map(({ id }) => id));
  await db.usageSample.createMany({
    data: samples
      .filter(({ workloadId }) => known.has(workloadId))
      .map(({ memoryBytes, ...sample }) => ({ ...sample, memoryBytes: BigInt(Math.round(memoryBytes)) })),
    skipDuplicates: true,
  });
}

/** Removes measurements that nobody looks at any more. */
export async function pruneMeasurements(
  db: Database,
  before: { usage: Date; requests: Date; load: Date },
): Promise<void> {
  await db.usageSample.deleteMany({ where: { time: { lt: before.usage } } });
  await db.requestStats.deleteMany({ where: { minute: { lt: before.requests } } });
  await db.gatewayLoad.deleteMany({ where: { updatedAt: { lt: before.load } } });
}
