import { type Destinations, destinations } from "#lib/domain/destinations";
import { foldStatus, runStatus } from "#lib/domain/run-status";
import { database, Prisma, selectPrepared } from "./database";

const row = destinations.extend({ status: runStatus.transform(foldStatus) });

/** Where requests to a workload may go; null if there is no such workload. To be asked only for whoever may invoke it. */
export async function findDestinations(workloadId: string): Promise<Destinations | null> {
  const [found] = await selectPrepared(
    database,
    Prisma.sql`SELECT w."id" AS "workloadId", w."goal"::text, w."status"::text, w."status_reason" AS "statusReason",
        w."active_proton_id" AS "activeProtonId",
        (extract(epoch FROM w."stats_since") * 1000)::float AS "statsSince",
        COALESCE((SELECT json_agg(json_build_object(
            'id', p."id",
            'running', p."goal" = 'run',
            'scalesToZero', NOT EXISTS (
              SELECT 1 FROM json_array_elements(p."runtime"->'containerGroups') g
              WHERE COALESCE((g->'autoscaling'->>'minReplicaCount')::int, 1) > 0),
            'replicas', COALESCE((
              SELECT json_agg(json_build_object('id', r."id", 'address', r."address"))
              FROM "replica" r WHERE r."proton_id" = p."id" AND r."ready" AND r."goal" = 'run'
                AND r."address" IS NOT NULL), '[]')))
          FROM "proton" p WHERE p."workload_id" = w."id" AND p."ended_at" IS NULL), '[]') AS "protons"
      FROM "workload" w WHERE w."id" = ${workloadId} AND w."deleted_at" IS NULL`,
  );
  return found === undefined ? null : row.parse(found);
}

/** Says that requests wait for a workload without a replica; at most once a second, however many ask. */
export async function wakeWorkload(workloadId: string): Promise<void> {
  await database.$executeRaw`UPDATE "workload" SET "woken_at" = now() WHERE "id" = ${workloadId}
    AND "deleted_at" IS NULL AND ("woken_at" IS NULL OR "woken_at" < now() - interval '1 second')`;
}
