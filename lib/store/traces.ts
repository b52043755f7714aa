import { z } from "zod";
import {
  type TraceQuery,
  type TraceSpan,
  type TraceSummary,
  traceSpan,
  traceSummary,
} from "#lib/domain/traces";
import { type Database, Prisma, selectRows } from "./database";

/** A span of a request to a workload. */
export interface WorkloadSpan extends Omit<TraceSpan, "startTime"> {
  workloadId: string;
  /** Milliseconds since 1970. */
  startedAt: number;
}

/** Adds spans, all or none; those that are there stay. Spans of workloads that are gone are dropped. */
export async function addSpans(db: Database, spans: readonly WorkloadSpan[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "trace_span" ("workload_id", "trace_id", "span_id", "parent_span_id", "name", "kind", "started_at",
      "duration", "status_code", "status_message", "attributes")
    SELECT s."workloadId", s."traceId", s."spanId", s."parentSpanId", s."name", s."kind",
      to_timestamp(s."startedAt" / 1000), s."duration", s."statusCode", s."statusMessage", s."attributes"
    FROM jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) AS s("workloadId" text, "traceId" text, "spanId" text,
      "parentSpanId" text, "name" text, "kind" "span_kind", "startedAt" float, "duration" bigint,
      "statusCode" "span_status", "statusMessage" text, "attributes" jsonb)
    JOIN "workload" w ON w."id" = s."workloadId"
    ORDER BY 1, 2, 3
    FOR KEY SHARE OF w
    ON CONFLICT DO NOTHING`;
}

/** Traces of a workload by when they began, newest first. */
export async function listTraces(
  db: Database,
  workloadId: string,
  { limit, offset, startTime, endTime }: TraceQuery,
): Promise<TraceSummary[]> {
  const began = Prisma.sql`min(s."started_at")`;
  const rows = await selectRows(
    db,
    Prisma.sql`
      SELECT s."trace_id" AS "traceId", ${began} AS "timestamp",
        (array_agg(s."name" ORDER BY s."started_at", s."kind"))[1] AS "rootSpanName",
        -- Times are kept to the microsecond, durations to the nanosecond.
        greatest(max(s."duration"), extract(epoch FROM max(s."started_at" + s."duration" / 1000.0 * interval '1 microsecond')
          - ${began}) * 1000000000)::float AS "duration",
        count(*)::int AS "spansCount", (count(*) FILTER (WHERE s."status_code" = 'ERROR'))::int AS "errorSpansCount"
      FROM "trace_span" s WHERE s."workload_id" = ${workloadId} GROUP BY s."trace_id"
      HAVING ${began} BETWEEN ${startTime ?? new Date(0)} AND ${endTime ?? Prisma.sql`'infinity'`}
      ORDER BY 2 DESC, 1 LIMIT ${limit} OFFSET ${offset}`,
  );
  return z.array(traceSummary).parse(rows);
}

/** The spans of a trace in the order they began, at most so many; none: there is no such trace. */
export async function readTrace(
  db: Database,
  { workloadId, traceId }: { workloadId: string; traceId: string },
  most: number,
): Promise<TraceSpan[]> {
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT "trace_id" AS "traceId", "span_id" AS "spanId", "parent_span_id" AS "parentSpanId", "name", "kind",
        "started_at" AS "startTime", "duration"::float, "status_code" AS "statusCode", "status_message" AS "statusMessage",
        "attributes"
      FROM "trace_span" WHERE "workload_id" = ${workloadId} AND "trace_id" = ${traceId}
      ORDER BY "started_at", "kind", "span_id" LIMIT ${most}`,
  );
  return z.array(traceSpan).parse(rows);
}

/** Removes spans older than `before`, and of each workload the oldest beyond `most`. */
export async function pruneSpans(db: Database, before: Date, most: number): Promise<void> {
  await db.traceSpan.deleteMany({ where: { startedAt: { lt: before } } });
  await db.$executeRaw`
    DELETE FROM "trace_span" s USING (
      SELECT "workload_id", (SELECT "started_at" FROM "trace_span" newest WHERE newest."workload_id" = many."workload_id"
        ORDER BY "started_at" DESC OFFSET ${most} LIMIT 1) AS "until"
      FROM "trace_span" many GROUP BY "workload_id" HAVING count(*) > ${most}) old
    WHERE s."workload_id" = old."workload_id" AND s."started_at" <= old."until"`;
}
