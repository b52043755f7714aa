import { Readable } from "node:stream";
import { z } from "zod";
import {
  type LogChunk,
  lineNumber,
  logChunk,
  logMatch,
  logMatches,
  logWindow,
  searchText,
} from "#lib/domain/build-log";
import { parseInput } from "#lib/domain/errors";
import { logRecordQuery } from "#lib/domain/log-records";
import {
  findInBuildLog,
  listBuildLogRecords,
  openBuildLog,
  readBuildLog,
  searchBuildLog,
} from "#lib/operations/build-logs";
import { timestamp } from "./artifact-json";
import { recordQueryOf, recordsFormatted, recordsJson } from "./log-records";
import { type ApiRequest, defineRoute } from "./route";

const common = { tag: "Build logs", errors: "detail", method: "GET" } as const;
const buildOf = ({ params }: ApiRequest) => ({ id: params.id, buildId: params.buildId });

const logQuery = z.object({
  format: z.enum(["json", "text"]).default("json").meta({
    description: "One JSON object for each line, or the lines themselves as a file to keep",
  }),
});

/** The old form (contract 4). Read from the database while it is sent, so that no log is in memory whole. */
const whole = defineRoute({
  ...common,
  path: "/artifacts/{id}/builds/{buildId}/logs",
  summary: "Get the whole log of a build as it is by now",
  operation: openBuildLog,
  query: logQuery,
  input: (request) => ({ ...parseInput(logQuery, request.query), ...buildOf(request) }),
  success: { status: 200, mediaType: "text/plain" },
  refusals: [404, 422],
  render: ({ chunks, buildId, name }, { query }) => {
    const asText = parseInput(logQuery, query).format === "text";
    return {
      text: "",
      content: Readable.from(asText ? printText(chunks) : printJsonLines(chunks, buildId)),
      headers: {
        "content-type": "text/plain; charset=utf-8",
        ...(asText ? { "content-disposition": `attachment; filename="${name}.log"` } : {}),
      },
    };
  },
});

async function* printText(chunks: AsyncIterable<LogChunk>) {
  for await (const { lines } of chunks) yield `${lines.join("\n")}\n`;
}

/** As a Python logger writes them; `asctime` has a comma before the milliseconds. */
async function* printJsonLines(chunks: AsyncIterable<LogChunk>, buildId: string) {
  for await (const { lines, level, writtenAt } of chunks) {
    const asctime = writtenAt.toISOString().replace("T", " ").replace(".", ",").slice(0, 23);
    const before = `{"asctime":"${asctime}","levelname":"${level}","name":"image-build","message":`;
    const after = `,"build_id":"${buildId}"}\n`;
    yield lines.map((line) => before + JSON.stringify(line) + after).join("");
  }
}

const chunkFormatted = z.strictObject({ ...logChunk.shape, writtenAt: timestamp }).meta({ id: "LogChunk" });

const lines = defineRoute({
  ...common,
  path: "/artifacts/{id}/builds/{buildId}/logs/lines",
  summary: "Get some lines of a build's log by their numbers",
  operation: readBuildLog,
  query: logWindow,
  input: (request) => ({ ...request.query, ...buildOf(request) }),
  success: {
    status: 200,
    schema: z.strictObject({ chunks: z.array(chunkFormatted), totalLines: z.int(), hasEnded: z.boolean() }),
  },
  refusals: [404, 422],
  render: (window) => ({ text: JSON.stringify(window) }),
});

const matches = defineRoute({
  ...common,
  path: "/artifacts/{id}/builds/{buildId}/logs/matches",
  summary: "Count how often a text occurs in a build's log, and in which stretches of it",
  operation: searchBuildLog,
  query: z.object({ text: searchText }),
  input: (request) => ({ ...request.query, ...buildOf(request) }),
  success: { status: 200, schema: z.strictObject(logMatches.shape) },
  refusals: [404, 422],
  render: (found) => ({ text: JSON.stringify(found) }),
});

const matchQuery = z.object({ text: searchText, from: lineNumber.default(1) });

const nextMatch = defineRoute({
  ...common,
  path: "/artifacts/{id}/builds/{buildId}/logs/next-match",
  summary: "Find where a text occurs next in a build's log, from a line on and then from the beginning",
  operation: findInBuildLog,
  query: matchQuery,
  input: (request) => ({ ...request.query, ...buildOf(request) }),
  success: { status: 200, schema: z.strictObject({ match: z.strictObject(logMatch.shape).nullable() }) },
  refusals: [404, 422],
  render: (found) => ({ text: JSON.stringify(found) }),
});

const records = defineRoute({
  ...common,
  path: "/otel/artifact/{id}/logs",
  summary: "List what the builds of an artifact logged, newest first",
  operation: listBuildLogRecords,
  query: logRecordQuery,
  input: recordQueryOf,
  success: { status: 200, schema: recordsFormatted },
  refusals: [400, 404, 422],
  render: ({ records: found, hasMore }, request) => ({ text: recordsJson(found, hasMore, request) }),
});

export const buildLogRoutes = [whole, lines, matches, nextMatch, records];
