import { z } from "zod";
import {
  isAtLeast,
  logRecord,
  logRecordQuery,
  rankOfSeverity,
  readSearch,
  severities,
  severity,
  severityOfRank,
  wantedTexts,
} from "#lib/domain/log-records";
import { listLogLines } from "#lib/store/workload-logs";
import { workloadWith } from "./access";
import { defineOperation } from "./operation";

/** What a workload's containers wrote, as records with filters, newest first, as OTEL clients read them (contract 7.13). */
export const listWorkloadLogRecords = defineOperation({
  name: "workloads.listLogRecords",
  kind: "read",
  input: logRecordQuery.extend({ id: z.string() }),
  output: z.object({
    records: z.array(
      logRecord.extend({ protonId: z.string(), replicaId: z.string(), container: z.string() }),
    ),
    hasMore: z.boolean(),
  }),
  access: workloadWith("inspect"),
  run: async ({ db }, { id, ...query }) => {
    const { startTime, endTime, excludes, limit, offset } = query;
    const wanted = readSearch(query, searchKeys);
    const levels = severities
      .filter((one) => isAtLeast(one, query.level ?? "debug") && (wanted.level?.includes(one) ?? true))
      .map(rankOfSeverity);
    const filter = {
      ...{ startTime, endTime, includes: wantedTexts(query), excludes },
      levels: levels.length === severities.length ? undefined : levels,
      protonIds: wanted.proton_id,
      replicaIds: wanted.replica_id,
      containers: wanted.container,
    };
    const lines = await listLogLines(db, id, filter, { limit: limit + 1, offset, order: "newest" });
    const records = lines.slice(0, limit).map(({ time, level, number: _number, ...line }) => ({
      ...line,
      timestamp: time,
      level: severityOfRank(level),
    }));
    return { records, hasMore: lines.length > limit };
  },
});

const searchKeys = { proton_id: z.string(), replica_id: z.string(), container: z.string(), level: severity };
const lineNumber = z.string().regex(/^\d{1,18}$/);

const shownLine = z.object({
  number: z.string(),
  time: z.date(),
  level: severity,
  message: z.string(),
  protonId: z.string(),
  replicaId: z.string(),
  container: z.string(),
});

const shownFilter = z.object({
  id: z.string(),
  level: severity.default("debug"),
  text: z.string().max(1_000).optional(),
  container: z.string().max(63).optional(),
  replicaId: z.string().max(64).optional(),
});

/** What of a log is followed, from after a line on. */
export const logFollowed = shownFilter.extend({ after: lineNumber.default("0") });

/** The log as its page shows it: the last lines, those before a line, or those after it, in the order they were read. */
export const readWorkloadLog = defineOperation({
  name: "workloads.readLog",
  kind: "read",
  input: shownFilter.extend({
    after: lineNumber.optional(),
    before: lineNumber.optional(),
    limit: z.coerce.number().pipe(z.int().min(1).max(1_000)).default(500),
  }),
  output: z.object({ lines: z.array(shownLine) }),
  access: workloadWith("inspect"),
  run: async ({ db }, { id, level, text, container, replicaId, after, before, limit }) => {
    const filter = {
      levels:
        level === "debug" ? undefined : severities.filter((one) => isAtLeast(one, level)).map(rankOfSeverity),
      includes: text ? [text] : [],
      containers: container === undefined ? undefined : [container],
      replicaIds: replicaId === undefined ? undefined : [replicaId],
      after,
      before,
    };
    const order = after === undefined ? ("readBackwards" as const) : ("read" as const);
    const lines = await listLogLines(db, id, filter, { limit, order });
    if (order === "readBackwards") lines.reverse();
    return { lines: lines.map((line) => ({ ...line, level: severityOfRank(line.level) })) };
  },
});
