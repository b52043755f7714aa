import { z } from "zod";
import { type Database, Prisma, selectRows } from "./database";

export interface RunLine {
  workloadId: string;
  protonId: string;
  replicaId: string;
  container: string;
  time: Date;
  level: number;
  message: string;
}

/** Appends lines in their order. Those of workloads that are gone are let go with them. */
export async function appendRunLines(db: Database, lines: readonly RunLine[]): Promise<void> {
  const column = (pick: (line: RunLine) => string) => lines.map(pick);
  await selectRows(
    db,
    Prisma.sql`INSERT INTO "workload_log_line"
        ("workload_id", "proton_id", "replica_id", "container", "time", "level", "message")
      SELECT l."workload_id", l."proton_id", l."replica_id", l."container", l."time", l."level", l."message"
      FROM unnest(${column(({ workloadId }) => workloadId)}::text[], ${column(({ protonId }) => protonId)}::text[],
        ${column(({ replicaId }) => replicaId)}::text[], ${column(({ container }) => container)}::text[],
        ${column(({ time }) => time.toISOString())}::timestamptz[], ${lines.map(({ level }) => level)}::smallint[],
        ${column(({ message }) => message)}::text[]) WITH ORDINALITY
        AS l("workload_id", "proton_id", "replica_id", "container", "time", "level", "message", "place")
      WHERE EXISTS (SELECT 1 FROM "workload" w WHERE w."id" = l."workload_id") ORDER BY l."place"`,
  );
}

interface LogSource {
  workloadId: string;
  replicaId: string;
  container: string;
}

/** The time of the last line that is stored of a container, and how many lines have that time; null: none is. */
export async function findLogPosition(
  db: Database,
  source: LogSource,
): Promise<{ time: Date; lines: number } | null> {
  const last = await db.workloadLogLine.findFirst({
    where: { ...source },
    orderBy: { number: "desc" },
    select: { time: true },
  });
  if (last === null) return null;
  const lines = await db.workloadLogLine.count({ where: { ...source, time: last.time } });
  return { time: last.time, lines };
}

/** The last lines of a container since it was started, oldest first. */
export async function readLogTail(
  db: Database,
  source: LogSource,
  since: Date | null,
  count: number,
): Promise<string[]> {
  const rows = await db.workloadLogLine.findMany({
    where: { ...source, ...(since === null ? {} : { time: { gte: since } }) },
    orderBy: { number: "desc" },
    take: count,
    select: { message: true },
  });
  return rows.map(({ message }) => message).reverse();
}

/** Removes what is older than `before`, and of each workload what is more than `most` lines. */
export async function pruneRunLines(db: Database, before: Date, most: number): Promise<void> {
  await db.workloadLogLine.deleteMany({ where: { time: { lt: before } } });
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT "workload_id" AS "id" FROM "workload_log_line" GROUP BY "workload_id" HAVING count(*) > ${most}`,
  );
  for (const { id } of z.array(z.object({ id: z.string() })).parse(rows))
    await db.$executeRaw`DELETE FROM "workload_log_line" WHERE "workload_id" = ${id} AND "number" <= (
      SELECT "number" FROM "workload_log_line" WHERE "workload_id" = ${id} ORDER BY "number" DESC OFFSET ${most} LIMIT 1)`;
}
