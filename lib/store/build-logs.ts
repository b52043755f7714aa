import { z } from "zod";
import {
  cutChunks,
  findInLines,
  foldCase,
  type LogChunk,
  type LogLevel,
  type LogMatch,
  type LogMatches,
  logLevel,
} from "#lib/domain/build-log";
import { type Database, database, Prisma, selectRows } from "./database";

/** Appends lines to a log under the build's row lock, so that numbers have neither gap nor repeat. The first line's number. */
export async function appendLogLines(
  db: Database,
  buildId: string,
  { lines, level, writtenAt }: Omit<LogChunk, "firstLine">,
): Promise<number> {
  const text = lines.join("\n");
  const [row] = await selectRows(
    db,
    Prisma.sql`WITH "grown" AS (
        UPDATE "image_build" SET "log_lines" = "log_lines" + ${lines.length}::int,
          "log_bytes" = "log_bytes" + octet_length(${text}::text)
        WHERE "id" = ${buildId} RETURNING "log_lines" - ${lines.length}::int + 1 AS "firstLine"
      )
      INSERT INTO "build_log_chunk"
        ("build_id", "first_line", "line_count", "level", "text", "folded", "written_at")
      SELECT ${buildId}, "firstLine", ${lines.length}::int, ${level}::log_level, ${text}, ${foldCase(text)},
        ${writtenAt}::timestamptz
      FROM "grown" RETURNING "first_line" AS "firstLine"`,
  );
  return z.object({ firstLine: z.int() }).parse(row).firstLine;
}

const storedChunk = z
  .object({ firstLine: z.int(), text: z.string(), level: logLevel, writtenAt: z.date() })
  .transform(({ text, ...rest }): LogChunk => ({ ...rest, lines: text.split("\n") }));

/** What is held in memory of a log that is read on and on: chunks are some 64 kB each. */
const chunksAtOnce = 32;

interface LogWindow {
  from: number;
  count: number;
}

/** A window of the log: exactly the lines asked for, as far as there are. */
export async function readLogChunks(buildId: string, { from, count }: LogWindow): Promise<LogChunk[]> {
  const to = from + count - 1;
  // The chunk that `from` is in begins before it; the backward search for it is one step in the index.
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT "first_line" AS "firstLine", "text", "level"::text, "written_at" AS "writtenAt"
      FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND "first_line" <= ${to} AND "first_line" >= coalesce(
        (SELECT max("first_line") FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND "first_line" <= ${from}), 1)
      ORDER BY "first_line"`,
  );
  return cutChunks(z.array(storedChunk).parse(rows), from, to);
}

/** The same, line by line. */
export async function readLogWindow(
  buildId: string,
  window: LogWindow,
): Promise<{ number: number; text: string }[]> {
  const chunks = await readLogChunks(buildId, window);
  return chunks.flatMap(({ firstLine, lines }) =>
    lines.map((text, index) => ({ number: firstLine + index, text })),
  );
}

/** The lines after one, as they were written together; a few chunks of them at most. */
export async function readLogAfter(buildId: string, line: number): Promise<LogChunk[]> {
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT "first_line" AS "firstLine", "text", "level"::text, "written_at" AS "writtenAt"
      FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND "first_line" + "line_count" > ${line + 1}
        AND "first_line" >= coalesce(
          (SELECT max("first_line") FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND "first_line" <= ${line + 1}), 1)
      ORDER BY "first_line" LIMIT ${chunksAtOnce}`,
  );
  return cutChunks(z.array(storedChunk).parse(rows), line + 1, Number.MAX_SAFE_INTEGER);
}

/** The whole log, some chunks at a time. */
export async function* streamLogChunks(buildId: string): AsyncGenerator<LogChunk> {
  let line = 0;
  for (;;) {
    const chunks = await readLogAfter(buildId, line);
    yield* chunks;
    const last = chunks.at(-1);
    if (!last) return;
    line = last.firstLine + last.lines.length - 1;
  }
}

const stretch = z.object({ firstLine: z.int(), lineCount: z.int(), matches: z.int() });

/** Looks through the whole log inside the database: only counts leave it, however much is found. */
export async function searchLog(buildId: string, text: string): Promise<LogMatches> {
  const wanted = foldCase(text);
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT "first_line" AS "firstLine", "line_count" AS "lineCount",
        ((octet_length("folded") - octet_length(replace("folded", ${wanted}::text, ''))) / octet_length(${wanted}::text))::int
          AS "matches"
      FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND position(${wanted}::text in ("folded" COLLATE "C")) > 0
      ORDER BY "first_line"`,
  );
  const stretches = z.array(stretch).parse(rows);
  return { total: stretches.reduce((sum, { matches }) => sum + matches, 0), stretches };
}

const matchedChunk = z.object({ firstLine: z.int(), text: z.string() });

/** The first place of a text between two lines. Reads on only until it is found, which a count of all cannot. */
export async function findInLog(
  buildId: string,
  text: string,
  { from, to }: { from: number; to: number },
): Promise<LogMatch | null> {
  const [row] = await selectRows(
    database,
    Prisma.sql`SELECT "first_line" AS "firstLine", "text"
      FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND "first_line" <= ${to} AND "first_line" >= coalesce(
        (SELECT max("first_line") FROM "build_log_chunk" WHERE "build_id" = ${buildId} AND "first_line" <= ${from}), 1)
        AND "first_line" + "line_count" > ${from} AND position(${foldCase(text)}::text in ("folded" COLLATE "C")) > 0
      ORDER BY "first_line" LIMIT 1`,
  );
  if (row === undefined) return null;
  const chunk = matchedChunk.parse(row);
  const lines = chunk.text.split("\n");
  const match = findInLines(lines, chunk.firstLine, text).find(({ line }) => line >= from);
  if (match) return match.line <= to ? match : null;
  // It begins before `from`, and the text is in it before that only.
  const next = chunk.firstLine + lines.length;
  return next <= to ? findInLog(buildId, text, { from: next, to }) : null;
}

/** Which lines of an artifact's builds are wanted, newest first. */
export interface LineFilter {
  artifactId: string;
  /** Of these builds only. */
  buildIds: string[] | undefined;
  levels: readonly LogLevel[];
  startTime: Date | undefined;
  endTime: Date | undefined;
  includes: readonly string[];
  excludes: readonly string[];
  limit: number;
  offset: number;
}

const storedLine = z.object({ message: z.string(), level: logLevel, timestamp: z.date() });

/** Lines of all builds of an artifact, those of the newest build first, its last line first. */
export async function listLines(filter: LineFilter): Promise<z.infer<typeof storedLine>[]> {
  const { artifactId, buildIds, levels, startTime, endTime, includes, excludes } = filter;
  const has = (text: string) => Prisma.sql`position(${foldCase(text)} in lower(l."message" COLLATE "C")) > 0`;
  const conditions = [
    Prisma.sql`b."artifact_id" = ${artifactId}`,
    Prisma.sql`c."level"::text = ANY(${[...levels]})`,
    ...(buildIds ? [Prisma.sql`b."id" = ANY(${buildIds})`] : []),
    ...(startTime ? [Prisma.sql`c."written_at" >= ${startTime}`] : []),
    ...(endTime ? [Prisma.sql`c."written_at" <= ${endTime}`] : []),
    ...includes.map(has),
    ...excludes.map((text) => Prisma.sql`NOT ${has(text)}`),
  ];
  const rows = await selectRows(
    database,
    Prisma.sql`SELECT l."message", c."level"::text, c."written_at" AS "timestamp"
      FROM "image_build" b JOIN "build_log_chunk" c ON c."build_id" = b."id",
        unnest(string_to_array(c."text", E'\n')) WITH ORDINALITY AS l("message", "place")
      WHERE ${Prisma.join(conditions, " AND ")}
      ORDER BY c."build_id" DESC, c."first_line" DESC, l."place" DESC
      OFFSET ${filter.offset} LIMIT ${filter.limit}`,
  );
  return z.array(storedLine).parse(rows);
}
