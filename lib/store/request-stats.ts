import { z } from "zod";
import {
  type GatewayLoadRow,
  type ProtonLoad,
  type RequestCounts,
  type RequestStatsRow,
  sumLoads,
} from "#lib/domain/request-stats";
import { type Database, Prisma, selectRows } from "./database";

interface Span {
  protonId?: string | undefined;
  start?: Date | undefined;
  end?: Date | undefined;
}

function conditions(workloadId: string, { protonId, start, end }: Span): Prisma.Sql {
  return Prisma.join(
    [
      Prisma.sql`s."workload_id" = ${workloadId}`,
      ...(protonId === undefined ? [] : [Prisma.sql`s."proton_id" = ${protonId}`]),
      // A minute counts to where it begins.
      ...(start === undefined ? [] : [Prisma.sql`s."minute" >= date_trunc('minute', ${start}::timestamptz)`]),
      ...(end === undefined ? [] : [Prisma.sql`s."minute" <= ${end}::timestamptz`]),
    ],
    " AND ",
  );
}

const statsRow = z.object({
  workloadId: z.string(),
  minute: z.date(),
  requests: z.coerce.number(),
  userErrors: z.coerce.number(),
  serverErrors: z.coerce.number(),
  durations: z.array(z.coerce.number()),
  concurrent: z.coerce.number(),
});

/** Counts of all gateways together by minute, or by steps of so many; where nothing came is no row. */
async function selectStats(
  db: Database,
  where: Prisma.Sql,
  stepMinutes: number,
): Promise<(RequestStatsRow & { workloadId: string })[]> {
  const rows = await selectRows(
    db,
    Prisma.sql`
      WITH "picked" AS (
        SELECT s.*, date_bin(${stepMinutes} * interval '1 minute', s."minute", 'epoch'::timestamptz) AS "step"
        FROM "request_stats" s WHERE ${where}),
      "minutes" AS (
        SELECT "workload_id", "step", "minute", sum("requests") AS "requests", sum("user_errors") AS "user_errors",
          sum("server_errors") AS "server_errors", sum("concurrent") AS "concurrent"
        FROM "picked" GROUP BY 1, 2, 3),
      "totals" AS (
        SELECT "workload_id", "step", sum("requests") AS "requests", sum("user_errors") AS "user_errors",
          sum("server_errors") AS "server_errors", max("concurrent") AS "concurrent"
        FROM "minutes" GROUP BY 1, 2),
      "places" AS (
        SELECT "workload_id", "step", d."place", sum(d."count") AS "count"
        FROM "picked", unnest("durations") WITH ORDINALITY AS d("count", "place") GROUP BY 1, 2, 3)
      SELECT t."workload_id" AS "workloadId", t."step" AS "minute", t."requests"::float, t."user_errors"::float AS "userErrors",
        t."server_errors"::float AS "serverErrors", t."concurrent"::float,
        COALESCE((SELECT json_agg(p."count" ORDER BY p."place") FROM "places" p
          WHERE p."workload_id" = t."workload_id" AND p."step" = t."step"), '[]') AS "durations"
      FROM "totals" t ORDER BY t."workload_id", t."step"`,
  );
  return z.array(statsRow).parse(rows);
}

/** What one workload, or one proton of it, was asked, by minute or by steps of so many minutes, the oldest first. */
export async function readRequestStats(
  db: Database,
  workloadId: string,
  { stepMinutes = 1, ...span }: Span & { stepMinutes?: number } = {},
): Promise<RequestStatsRow[]> {
  return selectStats(db, conditions(workloadId, span), stepMinutes);
}

/** The same for many workloads at once. */
export async function readRequestStatsOf(
  db: Database,
  workloadIds: readonly string[],
  { stepMinutes, start }: { stepMinutes: number; start: Date },
): Promise<Map<string, RequestStatsRow[]>> {
  const where = Prisma.sql`s."workload_id" = ANY(${workloadIds}::text[]) AND s."minute" >= ${start}::timestamptz`;
  const byWorkload = new Map<string, RequestStatsRow[]>(workloadIds.map((id) => [id, []]));
  for (const { workloadId, ...row } of await selectStats(db, where, stepMinutes))
    byWorkload.get(workloadId)?.push(row);
  return byWorkload;
}

/** Forgets what was counted. What gateways have counted and not written yet is younger than a second. */
export async function resetRequestStats(db: Database, workloadId: string, span: Span = {}): Promise<void> {
  await db.$executeRaw`DELETE FROM "request_stats" s WHERE ${conditions(workloadId, span)}`;
}

/** What a gateway counted since it last wrote. */
export interface CountedMinute extends RequestCounts {
  workloadId: string;
  protonId: string;
  minute: Date;
  /** The workload's `statsSince` that it was counted for, in milliseconds: what is from before a reset is dropped. */
  statsSince: number;
}

/** Adds to what is there, everything or nothing. Counts of workloads that are gone are dropped. */
export async function addRequestStats(
  db: Database,
  gatewayId: string,
  counted: readonly CountedMinute[],
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "request_stats" ("workload_id", "proton_id", "minute", "gateway_id", "requests", "user_errors",
      "server_errors", "durations", "concurrent")
    SELECT c."workloadId", c."protonId", c."minute", ${gatewayId}, c."requests", c."userErrors", c."serverErrors",
      c."durations", c."concurrent"
    FROM jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) AS c("workloadId" text, "protonId" text,
      "minute" timestamptz, "statsSince" float, "requests" int, "userErrors" int, "serverErrors" int, "durations" int[],
      "concurrent" int)
    JOIN "workload" w ON w."id" = c."workloadId" AND c."statsSince" >= extract(epoch FROM w."stats_since") * 1000
    ORDER BY 1, 2, 3
    FOR KEY SHARE OF w
    ON CONFLICT ("workload_id", "proton_id", "minute", "gateway_id") DO UPDATE SET
      "requests" = "request_stats"."requests" + EXCLUDED."requests",
      "user_errors" = "request_stats"."user_errors" + EXCLUDED."user_errors",
      "server_errors" = "request_stats"."server_errors" + EXCLUDED."server_errors",
      "concurrent" = greatest("request_stats"."concurrent", EXCLUDED."concurrent"),
      "durations" = ARRAY(SELECT old."count" + new."count"
        FROM unnest("request_stats"."durations") WITH ORDINALITY AS old("count", "place")
        JOIN unnest(EXCLUDED."durations") WITH ORDINALITY AS new("count", "place") USING ("place") ORDER BY "place")`;
}

/** Says what a gateway has under way. */
export async function writeGatewayLoads(
  db: Database,
  gatewayId: string,
  loads: readonly ProtonLoad[],
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "gateway_load" ("workload_id", "proton_id", "gateway_id", "in_flight", "last_request_at", "updated_at")
    SELECT l."workloadId", l."protonId", ${gatewayId}, l."inFlight", l."lastRequestAt", now()
    FROM jsonb_to_recordset(${JSON.stringify(loads)}::jsonb) AS l("workloadId" text, "protonId" text, "inFlight" int,
      "lastRequestAt" timestamptz)
    JOIN "workload" w ON w."id" = l."workloadId"
    ORDER BY 1, 2
    FOR KEY SHARE OF w
    ON CONFLICT ("workload_id", "proton_id", "gateway_id") DO UPDATE SET "in_flight" = EXCLUDED."in_flight",
      "last_request_at" = EXCLUDED."last_request_at", "updated_at" = EXCLUDED."updated_at"`;
}

/** Forgets gateways that are gone, but for the newest word on each proton: when it was last asked is still wanted. */
export async function forgetGatewayLoads(db: Database): Promise<void> {
  await db.$executeRaw`DELETE FROM "gateway_load" l WHERE l."updated_at" < now() - interval '1 minute'
    AND EXISTS (SELECT 1 FROM "gateway_load" newer WHERE newer."workload_id" = l."workload_id"
      AND newer."proton_id" = l."proton_id" AND (newer."last_request_at", newer."gateway_id") > (l."last_request_at", l."gateway_id"))`;
}

const loadRow = z.object({
  workloadId: z.string(),
  protonId: z.string(),
  inFlight: z.int(),
  lastRequestAt: z.date(),
  age: z.number(),
}) satisfies z.ZodType<GatewayLoadRow>;

/** What these workloads have under way at the moment, and when each proton was last asked. */
export async function readGatewayLoads(db: Database, workloadIds: readonly string[]): Promise<ProtonLoad[]> {
  const rows = await selectRows(
    db,
    Prisma.sql`SELECT "workload_id" AS "workloadId", "proton_id" AS "protonId", "in_flight" AS "inFlight",
        "last_request_at" AS "lastRequestAt", (extract(epoch FROM now() - "updated_at") * 1000)::float AS "age"
      FROM "gateway_load" WHERE "workload_id" = ANY(${workloadIds}::text[])`,
  );
  return sumLoads(z.array(loadRow).parse(rows));
}
