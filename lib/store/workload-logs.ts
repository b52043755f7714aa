import { z } from "zod";
import { type Database, Prisma, selectRows } from "./database";

/** The last lines of a proton's log, oldest first. */
export async function readLogTail(
  db: Database,
  { workloadId, protonId }: { workloadId: string; protonId: string },
  count: number,
): Promise<string[]> {
  const rows = await db.workloadLogLine.findMany({
    where: { workloadId, protonId },
    orderBy: { number: "desc" },
    take: count,
    select: { message: true },
  });
  return rows.map(({ message }) => message).reverse();
}

const logLine = z.object({
  /** In the order they were read, as text: more than a double holds. */
  number: z.coerce.string(),
  time: z.coerce.date(),
  level: z.int(),
  message: z.string(),
  protonId: z.string(),
  replicaId: z.string(),
  container: z.string(),
});
export type WorkloadLogLine = z.infer<typeof logLine>;

export interface LogFilter {
  /** Of these ranks, or all. */
  levels?: readonly number[] | undefined;
  protonIds?: readonly string[] | undefined;
  replicaIds?: readonly string[] | undefined;
  containers?: readonly string[] | undefined;
  startTime?: Date | undefined;
  endTime?: Date | undefined;
  includes?: readonly string[] | undefined;
  excludes?: readonly string[] | undefined;
  /** Only what was read after, or before, the line with this number. */
  after?: string | undefined;
  before?: string | undefined;
}

function conditionsOf(workloadId: string, filter: LogFilter): Prisma.Sql[] {
  const contains = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const oneOf = (column: string, values: readonly string[] | undefined) =>
    values === undefined ? [] : [Prisma.sql`l.${Prisma.raw(`"${column}"`)} = ANY(${values}::text[])`];
  return [
    Prisma.sql`l."workload_id" = ${workloadId}`,
    ...(filter.levels === undefined ? [] : [Prisma.sql`l."level" = ANY(${filter.levels}::smallint[])`]),
    ...oneOf("proton_id", filter.protonIds),
    ...oneOf("replica_id", filter.replicaIds),
    ...oneOf("container", filter.containers),
    ...(filter.startTime ? [Prisma.sql`l."time" >= ${filter.startTime}`] : []),
    ...(filter.endTime ? [Prisma.sql`l."time" <= ${filter.endTime}`] : []),
    ...(filter.includes ?? []).map((text) => Prisma.sql`l."message" ILIKE ${contains(text)}`),
    ...(filter.excludes ?? []).map((text) => Prisma.sql`l."message" NOT ILIKE ${contains(text)}`),
    ...(filter.after === undefined ? [] : [Prisma.sql`l."number" > ${filter.after}::text::bigint`]),
    ...(filter.before === undefined ? [] : [Prisma.sql`l."number" < ${filter.before}::text::bigint`]),
  ];
}

/** Lines of a workload that pass a filter; `newestFirst` by their time, otherwise in the order they were read. */
export async function listLogLines(
  db: Database,
  workloadId: string,
  filter: LogFilter,
  {
    limit,
    offset = 0,
    order,
  }: { limit: number; offset?: number; order: "newest" | "read" | "readBackwards" },
): Promise<WorkloadLogLine[]> {
  const orders = {
    newest: Prisma.sql`l."time" DESC, l."number" DESC`,
    read: Prisma.sql`l."number"`,
    readBackwards: Prisma.sql`l."number" DESC`,
  };
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT l."number"::text AS "number", l."time", l."level", l."message", l."proton_id" AS "protonId",
        l."replica_id" AS "replicaId", l."container"
      FROM "workload_log_line" l WHERE ${Prisma.join(conditionsOf(workloadId, filter), " AND ")}
      ORDER BY ${orders[order]} LIMIT ${limit} OFFSET ${offset}`,
  );
  return z.array(logLine).parse(rows);
}
