import { z } from "zod";
import {
  type LogChunk,
  type LogLevel,
  lastLineNumber,
  lineNumber,
  logChunk,
  logLevel,
  logMatch,
  logMatches,
  logWindow,
  searchText,
} from "#lib/domain/build-log";
import { hasEnded } from "#lib/domain/build-progress";
import {
  isAtLeast,
  logRecord,
  logRecordQuery,
  readSearch,
  type Severity,
  severity,
  wantedTexts,
} from "#lib/domain/log-records";
import { findInLog, listLines, readLogChunks, searchLog, streamLogChunks } from "#lib/store/build-logs";
import { artifactWith } from "./access";
import { buildWith } from "./builds";
import { defineOperation } from "./operation";

const buildId = z.object({ id: z.string(), buildId: z.string() });

/** A window of lines, with how many there are by now and whether more will come. */
export const readBuildLog = defineOperation({
  name: "builds.readLog",
  kind: "read",
  input: buildId.extend(logWindow.shape),
  output: z.object({ chunks: z.array(logChunk), totalLines: z.int(), hasEnded: z.boolean() }),
  access: buildWith("view"),
  run: async (_context, { from, count }, { build }) => ({
    chunks: await readLogChunks(build.id, { from, count }),
    totalLines: build.logLines,
    hasEnded: hasEnded(build.status),
  }),
});

export const searchBuildLog = defineOperation({
  name: "builds.searchLog",
  kind: "read",
  input: buildId.extend({ text: searchText }),
  output: logMatches,
  access: buildWith("view"),
  run: async (_context, { text }, { build }) => searchLog(build.id, text),
});

/** Goes on at the beginning when there is none up to the end. */
export const findInBuildLog = defineOperation({
  name: "builds.findInLog",
  kind: "read",
  input: buildId.extend({ text: searchText, from: lineNumber.default(1) }),
  output: z.object({ match: logMatch.nullable() }),
  access: buildWith("view"),
  run: async (_context, { text, from }, { build }) => ({
    match:
      (await findInLog(build.id, text, { from, to: lastLineNumber })) ??
      (from > 1 ? await findInLog(build.id, text, { from: 1, to: from - 1 }) : null),
  }),
});

const chunks = z.custom<AsyncIterable<LogChunk>>((value) => typeof value === "object" && value !== null);

/** The whole log as it is by now, read piece by piece while it is sent. */
export const openBuildLog = defineOperation({
  name: "builds.openLog",
  kind: "read",
  input: buildId,
  output: z.object({ buildId: z.string(), name: z.string(), chunks }),
  access: buildWith("view"),
  run: async (_context, _input, { build }) => ({
    buildId: build.id,
    name: `build-${build.number}`,
    chunks: streamLogChunks(build.id),
  }),
});

const severityOf: Record<LogLevel, Severity> = { INFO: "info", ERROR: "error" };

/** The logs of all builds of an artifact as records with filters, newest first, as OTEL clients read them (contract 7.13). */
export const listBuildLogRecords = defineOperation({
  name: "builds.listLogRecords",
  kind: "read",
  input: logRecordQuery.extend({ id: z.string() }),
  output: z.object({ records: z.array(logRecord), hasMore: z.boolean() }),
  access: artifactWith("view"),
  run: async (_context, query, { artifact }) => {
    const wanted = readSearch(query, searchKeys);
    const levels = logLevel.options.filter((level) => {
      const own = severityOf[level];
      return isAtLeast(own, query.level ?? "debug") && (wanted.level?.includes(own) ?? true);
    });
    const { startTime, endTime, excludes = [], limit, offset } = query;
    const lines = await listLines({
      ...{ artifactId: artifact.id, buildIds: wanted.external_build_id, levels },
      ...{ startTime, endTime, includes: wantedTexts(query), excludes, limit: limit + 1, offset },
    });
    const records = lines
      .slice(0, limit)
      .map(({ timestamp, level, message }) => ({ timestamp, level: severityOf[level], message }));
    return { records, hasMore: lines.length > limit };
  },
});

const searchKeys = { external_build_id: z.string(), level: severity };
