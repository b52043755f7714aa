import { z } from "zod";
import { AppError, parseInput } from "#lib/domain/errors";
import { type LogRecord, logRecordQuery } from "#lib/domain/log-records";
import { timestamp } from "./artifact-json";
import { windowJson, windowOf } from "./lists";
import type { ApiRequest } from "./route";

/** Records of a log as OTEL clients read them (contract 7.13). */
export const recordsFormatted = windowOf(
  z.strictObject({ timestamp, level: z.string(), message: z.string() }).meta({ id: "LogRecord" }),
);

/** The query of a log's records, for the operation. */
export function recordQueryOf({ query, params }: ApiRequest): Record<string, unknown> {
  refuseSnakeCase(query);
  return { ...query, id: params.id };
}

export function recordsJson(found: readonly LogRecord[], hasMore: boolean, request: ApiRequest): string {
  const { limit, offset } = parseInput(logRecordQuery, request.query);
  const data = found.map(({ level, ...record }) => ({ ...record, level: level.toUpperCase() }));
  return windowJson(data, hasMore, { limit, offset, request });
}

/** Refused, not passed over: a filter that nobody hears would answer with everything (contract 1.9). */
export function refuseSnakeCase(query: Record<string, unknown>): void {
  const key = Object.keys(query).find((name) => name.includes("_"));
  if (key === undefined) return;
  const camel = key.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
  throw new AppError("bad_request", `There is no "${key}" here: write ${camel}`);
}
