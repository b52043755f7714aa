import { z } from "zod";
import type { Actor } from "#lib/domain/actors";
import { database, Prisma, selectRows } from "./database";
import { isVisible, workloadSubjects } from "./visibility";

/**
 * A text for each of some workloads that an actor sees: another one whenever something of the workload is another. The
 * count is for replicas, which go without leaving a time.
 */
export async function listWorkloadMarks(actor: Actor, ids: readonly string[]): Promise<string[]> {
  const latest = (table: string) =>
    Prisma.sql`(SELECT max(x."updated_at") FROM ${Prisma.raw(`"${table}"`)} x WHERE x."workload_id" = w."id")`;
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT concat_ws(' ', w."id", GREATEST(w."updated_at", ${latest("proton")}, ${latest("replica")},
          ${latest("replacement")}), (SELECT count(*) FROM "replica" x WHERE x."workload_id" = w."id"),
        (SELECT max(x."id") FROM "workload_event" x WHERE x."workload_id" = w."id")) AS "mark"
      FROM "workload" w
      WHERE w."id" = ANY(${ids}::text[]) AND w."organization_id" = ${actor.organizationId} AND w."deleted_at" IS NULL
        AND ${isVisible(actor, workloadSubjects)}
      ORDER BY w."id"`,
  );
  return z
    .array(z.object({ mark: z.string() }))
    .parse(rows)
    .map(({ mark }) => mark);
}
