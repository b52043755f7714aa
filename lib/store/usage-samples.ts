import { z } from "zod";
import { type Database, Prisma, selectRows } from "./database";

const usageRow = z.object({ time: z.date(), cpus: z.number(), memoryBytes: z.coerce.number() });
export type UsageRow = z.infer<typeof usageRow>;

/** What all replicas of a workload used together, on average over each step of so many minutes, the oldest first. */
export async function readUsage(
  db: Database,
  workloadId: string,
  { start, end, stepMinutes }: { start: Date; end: Date; stepMinutes: number },
): Promise<UsageRow[]> {
  const rows = await selectRows(
    db,
    Prisma.sql`
      WITH "each" AS (
        SELECT date_bin(${stepMinutes} * interval '1 minute', u."time", 'epoch'::timestamptz) AS "step", u."replica_id",
          avg(u."cpus") AS "cpus", avg(u."memory_bytes") AS "memory"
        FROM "usage_sample" u WHERE u."workload_id" = ${workloadId} AND u."time" >= ${start} AND u."time" <= ${end}
        GROUP BY 1, 2)
      SELECT "step" AS "time", sum("cpus")::float AS "cpus", sum("memory")::float AS "memoryBytes" FROM "each" GROUP BY 1 ORDER BY 1`,
  );
  return z.array(usageRow).parse(rows);
}
